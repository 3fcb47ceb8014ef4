// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using System.Diagnostics;

namespace Quayside.WebApp;

/// <summary>Shows a page in a window of its own, or in the user's browser, where there is a display.</summary>
public static class BrowserWindow
{
    private static readonly string[] _appBrowsers =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable"];

    /// <summary>Opens <paramref name="page"/>; false when there is no display or nothing to open it with.</summary>
    /// <remarks>The browser is the user's and is not waited for.</remarks>
    public static bool TryOpen(Uri page)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (OperatingSystem.IsWindows())
        {
            return TryStart(new("msedge", [$"--app={page}"]) { UseShellExecute = true })
                || TryStart(new(page.ToString()) { UseShellExecute = true });
        }

        if (OperatingSystem.IsMacOS())
        {
            return TryStart(new("open", [page.ToString()]));
        }

        return HasDisplay && (
            _appBrowsers.Any(browser => IsInPath(browser) && TryStart(Detached(browser, $"--app={page}")))
            || (IsInPath("xdg-open") && TryStart(Detached("xdg-open", page.ToString()))));
    }

    private static bool HasDisplay =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY"))
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"));

    private static bool IsInPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => directory.Length > 0 && File.Exists(Path.Combine(directory, program)));

    // A browser talks a lot, and whoever reads our standard output waits until the last holder has closed it.
    private static ProcessStartInfo Detached(string program, string argument) =>
        new("/bin/sh", ["-c", "exec \"$0\" \"$1\" </dev/null >/dev/null 2>&1", program, argument]);

    private static bool TryStart(ProcessStartInfo start)
    {
        try
        {
            using var process = Process.Start(start);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
