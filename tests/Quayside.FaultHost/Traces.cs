// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.FaultHost;

/// <summary>What an operation could leave in the system and in this process. The namespaces are the test's own, so all of it is.</summary>
internal static class Traces
{
    /// <summary>Gets what is in the system, one a line.</summary>
    public static IReadOnlyList<string> InSystem() =>
        [.. Objects("shm"), .. Objects("sem"), .. Files(Environment.GetEnvironmentVariable("TMPDIR")!), .. Files("/dev/shm")];

    /// <summary>Gets what is in this process, one a line.</summary>
    public static IReadOnlyList<string> InProcess() => [.. Mappings(), .. Descriptors()];

    /// <summary>Says what has come and what has gone, or null.</summary>
    public static string? Difference(IReadOnlyList<string> before, IReadOnlyList<string> now) => now.SequenceEqual(before)
        ? null
        : $"left: {string.Join("; ", now.Except(before))}; took: {string.Join("; ", before.Except(now))}";

    private static IEnumerable<string> Objects(string kind) => File.ReadLines($"/proc/sysvipc/{kind}")
        .Skip(1)
        .Select(line => $"{kind} {string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2))}");

    private static IEnumerable<string> Files(string directory) =>
        Directory.EnumerateFiles(directory).Select(path => $"file {path}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Mappings() => File.ReadLines("/proc/self/maps")
        .Where(line => line.Contains("/SYSV", StringComparison.Ordinal) || line.Contains("/dev/shm/", StringComparison.Ordinal))
        .Select(line => $"mapping {line}");

    // The directory that is being read is open meanwhile, and .NET has pipes and libraries of its own.
    private static IEnumerable<string> Descriptors() => Directory.EnumerateFiles("/proc/self/fd")
        .Select(path => new FileInfo(path).LinkTarget ?? string.Empty)
        .Where(target => target.StartsWith('/')
            && !target.StartsWith("/proc/", StringComparison.Ordinal)
            && !target.EndsWith(".dll", StringComparison.Ordinal))
        .Select(target => $"descriptor {target}")
        .Order(StringComparer.Ordinal);
}
