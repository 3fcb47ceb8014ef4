// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Native;

namespace Quayside.Platform.Common;

/// <summary>The user and the group that this process acts as. Stateless and thread-safe.</summary>
internal static class UserIdentity
{
    // In a user namespace the kernel shows every id that has no number in it as this one (user_namespaces(7)).
    private static readonly Lazy<uint?> _overflowUser = new(() => FindOverflow("/proc/sys/kernel/overflowuid", "/proc/self/uid_map"));
    private static readonly Lazy<uint?> _overflowGroup = new(() => FindOverflow("/proc/sys/kernel/overflowgid", "/proc/self/gid_map"));

    /// <summary>Gets the user; 0 on Windows.</summary>
    public static uint User => OperatingSystem.IsLinux() ? LibC.geteuid() : 0;

    /// <summary>Gets the group, which new objects get; 0 on Windows.</summary>
    public static uint Group => OperatingSystem.IsLinux() ? LibC.getegid() : 0;

    /// <summary>Gets whether a user id is this process's, and surely so.</summary>
    public static bool IsMe(uint user) => user == User && !IsUnmapped(user);

    /// <summary>Gets whether a group id is this process's, and surely so.</summary>
    public static bool IsMyGroup(uint? group) => group == Group && group != _overflowGroup.Value;

    /// <summary>Gets whether a user id may stand for any user that has no number in this user namespace.</summary>
    public static bool IsUnmapped(uint user) => user == _overflowUser.Value;

    /// <summary>Finds the id that stands for unmapped ones; null where every id is mapped, as it is outside user namespaces.</summary>
    private static uint? FindOverflow(string overflow, string map)
    {
        const uint Usual = 65534;
        try
        {
            return MapsAll(File.ReadAllText(map)) ? null : uint.Parse(File.ReadAllText(overflow), CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without /proc it cannot be told.
            return Usual;
        }
    }

    private static bool MapsAll(string map) => map.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["0", "0", "4294967295"];
}
