// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.Platform.Files;

/// <summary>A control group that limits the memory of this process (cgroups(7), versions 1 and 2).</summary>
/// <param name="Path">Its directory.</param>
/// <param name="Limit">How many bytes it may take.</param>
/// <param name="Used">How many it takes, less what the kernel can take back at once.</param>
/// <param name="Swap">How many bytes the kernel may move to swap for it.</param>
/// <remarks>
/// Pages of shared memory count for the group whose process touched them first. Beyond the limit the kernel does not refuse: it kills. What
/// it tells here is a moment's truth, so a process can still be killed when others of the group grow meanwhile.
/// </remarks>
internal sealed record ControlGroup(string Path, long Limit, long Used, long Swap)
{
    private const string Root = "/sys/fs/cgroup";

    // Version 1 says "no limit" with the largest number of whole pages.
    private const long NoLimit = long.MaxValue / 4;

    /// <summary>Gets how many bytes more its processes can take.</summary>
    public long Room => Math.Max(0, Limit - Used) + Swap;

    /// <summary>Finds the group, this process's own or one above it, that leaves the least room; null when none limits it.</summary>
    public static ControlGroup? FindTightest()
    {
        ControlGroup? tightest = null;
        try
        {
            foreach (var line in File.ReadLines("/proc/self/cgroup"))
            {
                // hierarchy-ID:controller-list:path; version 2 has an empty list.
                var parts = line.Split(':', 3);
                var isSecond = parts is [_, "", _];
                if (parts.Length == 3 && (isSecond || parts[1].Split(',').Contains("memory")))
                {
                    var found = isSecond ? FindTightest(Root, parts[2], _second) : FindTightest($"{Root}/memory", parts[2], _first);
                    tightest = found is not null && (tightest is null || found.Room < tightest.Room) ? found : tightest;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No /proc here, or it is forbidden: then nothing is known.
        }

        return tightest;
    }

    private static readonly FileNames _first = new("memory.limit_in_bytes", "memory.usage_in_bytes", "total_", "memory.memsw.limit_in_bytes", "memory.memsw.usage_in_bytes");
    private static readonly FileNames _second = new("memory.max", "memory.current", string.Empty, "memory.swap.max", "memory.swap.current");

    private static ControlGroup? FindTightest(string root, string path, FileNames names)
    {
        ControlGroup? tightest = null;

        // In a container the path may be that of the host, which is not to be seen; then the container's root is its group.
        for (var group = Directory.Exists(root + path) ? root + path.TrimEnd('/') : root; ; group = group[..group.LastIndexOf('/')])
        {
            if (Read(group, names) is { } found && (tightest is null || found.Room < tightest.Room))
            {
                tightest = found;
            }

            if (group.Length <= root.Length)
            {
                return tightest;
            }
        }
    }

    private static ControlGroup? Read(string group, FileNames names)
    {
        if (ReadNumber($"{group}/{names.Limit}") is not { } limit || limit >= NoLimit || ReadNumber($"{group}/{names.Usage}") is not { } usage)
        {
            return null;
        }

        return new ControlGroup(group, limit, Math.Max(0, usage - ReadReclaimable(group, names.Prefix)), ReadSwap(group, names, limit, usage));
    }

    /// <summary>Adds up the pages of plain files, which the kernel drops or writes back when room is short.</summary>
    private static long ReadReclaimable(string group, string prefix)
    {
        long sum = 0;
        foreach (var line in File.ReadLines($"{group}/memory.stat"))
        {
            var parts = line.Split(' ');
            if (parts is [var name, var number]
                && name.StartsWith(prefix, StringComparison.Ordinal)
                && name[prefix.Length..] is "inactive_file" or "active_file" or "slab_reclaimable"
                && long.TryParse(number, CultureInfo.InvariantCulture, out var bytes))
            {
                sum += bytes;
            }
        }

        return sum;
    }

    /// <summary>Finds how much of the group's memory could go to swap: what the machine has free, and what the group may have of it.</summary>
    private static long ReadSwap(string group, FileNames names, long limit, long usage)
    {
        long free = 0;
        foreach (var line in File.ReadLines("/proc/meminfo"))
        {
            if (line.StartsWith("SwapFree:", StringComparison.Ordinal))
            {
                free = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
            }
        }

        var most = ReadNumber($"{group}/{names.SwapLimit}");
        if (free == 0 || most is null)
        {
            return free;
        }

        // Version 1 counts memory and swap together.
        var isTogether = names == _first;
        var left = most.Value - (ReadNumber($"{group}/{names.SwapUsage}") ?? 0) - (isTogether ? limit - usage : 0);
        return Math.Clamp(left, 0, free);
    }

    private static long? ReadNumber(string path)
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            return text == "max" ? long.MaxValue : long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record FileNames(string Limit, string Usage, string Prefix, string SwapLimit, string SwapUsage);
}
