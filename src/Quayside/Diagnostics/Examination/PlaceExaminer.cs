// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics.Examination;

/// <summary>Looks at what decides whom this process meets: the directory of key files, and namespaces.</summary>
internal static class PlaceExaminer
{
    private const string Root = "/";

    /// <summary>Looks at the environment.</summary>
    public static IEnumerable<IpcFinding> Examine(IpcEnvironment environment)
    {
        yield return TemporaryDirectory(environment);
        yield return Namespaces(environment);
    }

    private static IpcFinding TemporaryDirectory(IpcEnvironment environment)
    {
        var given = environment.Tmpdir is { Length: > 0 } set ? set : null;
        var isOdd = environment.TemporaryDirectory == Root && given != Root;
        return new IpcFinding
        {
            Kind = IpcFindingKind.TemporaryDirectory,
            Severity = isOdd ? IpcSeverity.Warning : IpcSeverity.Note,
            Subject = given is null ? "TMPDIR is not set" : $"TMPDIR={given}",
            Text = isOdd
                ? "It is not the absolute path of a directory that exists. Qt then keeps its key files in the root directory, which only root may write to."
                : $"Key files are in {environment.TemporaryDirectory}. Programs meet only if they use the same directory.",
            Evidence = [],
            Remedy = isOdd ? "Set TMPDIR to a directory that exists, the same for all programs that share." : null,
        };
    }

    private static IpcFinding Namespaces(IpcEnvironment environment)
    {
        var firsts = new FileInfo("/proc/1/ns/ipc") is var first && TryTarget(first) is { } target ? target : null;
        var isOwn = firsts is not null && firsts != environment.IpcNamespace;
        return new IpcFinding
        {
            Kind = IpcFindingKind.Namespaces,
            Severity = IpcSeverity.Note,
            Subject = environment.IpcNamespace ?? "no IPC namespace",
            Text = isOwn
                ? "This process has another IPC namespace than process 1: it sees no System V object of programs outside."
                : "Programs meet in System V objects only within one IPC namespace, and in /dev/shm only with the same mount; containers have their own.",
            Evidence = [$"{environment.IpcNamespace} {environment.PidNamespace} {environment.MountNamespace}", $"process 1: {firsts ?? "not allowed to look"}"],
        };
    }

    private static string? TryTarget(FileInfo link)
    {
        try
        {
            return link.LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
