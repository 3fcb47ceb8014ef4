// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.WebApp;

/// <summary>The signal by which a provider that uses Quayside tells of a new picture; one that uses Qt has none, and is watched.</summary>
public static class ChangedSignal
{
    private static readonly QuaysideSegmentOptions _options = new() { OpenTimeout = TimeSpan.FromSeconds(1) };

    /// <summary>Opens the signal that goes with an application's key.</summary>
    /// <returns>The signal; null where it cannot be had: all works without it, by the watcher's clock.</returns>
    public static ChangeSignal? TryOpen(string key)
    {
        try
        {
            return ChangeSignal.Open(IpcKey.PlatformSafe(key + ".changed"), _options);
        }
        catch (Exception e) when (e is QuaysideException or NotSupportedException)
        {
            return null;
        }
    }
}
