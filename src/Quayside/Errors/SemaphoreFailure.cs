// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Keys;
using Quayside.Platform.Common;

namespace Quayside.Errors;

/// <summary>What a failure below means above: Qt's error, and one line that says what failed and what to do about it.</summary>
internal static class SemaphoreFailure
{
    /// <summary>Gets the public error.</summary>
    public static SystemSemaphoreError Translate(IpcError error) => error switch
    {
        IpcError.None => SystemSemaphoreError.NoError,
        IpcError.PermissionDenied => SystemSemaphoreError.PermissionDenied,
        IpcError.InvalidName => SystemSemaphoreError.KeyError,
        IpcError.AlreadyExists or IpcError.InUse => SystemSemaphoreError.AlreadyExists,
        IpcError.NotFound or IpcError.Removed => SystemSemaphoreError.NotFound,
        IpcError.OutOfResources => SystemSemaphoreError.OutOfResources,
        _ => SystemSemaphoreError.UnknownError,
    };

    /// <summary>Describes a failure.</summary>
    /// <param name="operation">What was being done, as a verb.</param>
    /// <param name="key">The key it was done to.</param>
    /// <param name="failure">What the system said.</param>
    public static string Describe(string operation, IpcKey key, IpcResult failure)
    {
        var (reason, remedy) = Explain(operation, key, failure);
        return $"Cannot {operation} the semaphore '{key.Display}': {reason}. {remedy}.";
    }

    private static (string Reason, string Remedy) Explain(string operation, IpcKey key, IpcResult failure)
    {
        var name = key.NativeSemaphoreName;
        if (MakingText.Explain(key, name, failure, size: 0) is { } explained)
        {
            return explained;
        }

        var system = FailureText.SystemText(failure);
        return failure.Error switch
        {
            IpcError.NotFound or IpcError.Removed when operation == "open" => (
                $"nobody has made it (looked for {name})",
                "Start the program that makes it, as the same user and with the same TMPDIR, or use CreateOrOpen"),

            IpcError.NotFound or IpcError.Removed => (
                "another process has removed it, and this object has no initial value to make it anew with",
                "Open it again, or use CreateOrOpen, which makes a removed one anew"),

            IpcError.AlreadyExists => (
                $"it is there already (see {name})",
                "Open it, use CreateOrOpen, or Remove it first if nobody uses it any more"),

            IpcError.Locked => (
                $"{(failure.Locker is { } process ? ProcessInfo.Describe(process) : "another process")} keeps its file {name} locked, and the time is up",
                "End that program, or wait longer (OpenTimeout); only one that is about to remove the semaphore does so, for a moment"),

            IpcError.InUse => (
                "others use it, and this system takes nothing away from its users",
                "End them, or let them dispose it first"),

            IpcError.OutOfResources when operation == "release" => (
                $"its value would be larger than the system allows{system}",
                "Take units before releasing more; a semaphore of System V counts to 32767"),

            IpcError.OutOfResources => (
                $"the system has no room for it{system}",
                "A semaphore of System V counts to 32767, and kernel.sem bounds how many there are ('ipcs -s' lists them)"),

            IpcError.PermissionDenied when failure.Stranger is { } stranger => (
                StrangerText.Reason("it", stranger),
                StrangerText.Remedy(stranger)),

            IpcError.PermissionDenied => (
                $"it belongs to another user (see the owner of {name}){system}",
                "Run both programs as the same user, or let the one that makes it set UnixMode"),

            IpcError.Damaged => (
                $"{name} is damaged: another program has truncated it or written into it",
                "Find that program. SystemSemaphore.Remove, or 'quayside rm KEY --force', takes the semaphore away"),

            IpcError.InvalidName when key.Type.IsSystemV() => (
                $"its key file {name} cannot be made{system}",
                $"Set TMPDIR to a directory that exists, can be written, and is the same for all programs that share the key; {MakingText.TemporaryDirectoryNow()}"),

            IpcError.InvalidName => (
                $"the system does not take its name, {name}{system}",
                "Use a short key of letters, digits, dashes and dots, or IpcKey.Legacy, which takes any text"),

            _ => ($"the system refused{system}", "The error number tells more"),
        };
    }
}
