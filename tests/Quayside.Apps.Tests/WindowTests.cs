// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Quayside.Testing;

namespace Quayside.Apps.Tests;

/// <summary>When and how the applications open a window; a script stands where the browser would.</summary>
[SupportedOSPlatform("linux")]
public sealed class WindowTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();
    private readonly PrivateDirectory _path = new();

    public void Dispose()
    {
        _directory.Dispose();
        _path.Dispose();
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData("chromium", "DISPLAY", "--app=")]
    [InlineData("google-chrome", "WAYLAND_DISPLAY", "--app=")]
    [InlineData("xdg-open", "DISPLAY", "")]
    public void The_page_opens_as_a_window_or_else_in_the_default_browser(string browser, string display, string before)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Displays and PATH are Linux's.");
        Install(browser);
        using var player = Start(display);
        var address = player.Read()["listening on ".Length..];
        Watchdog.WaitFor("the browser", () => File.Exists(_path["asked"]) && File.ReadAllText(_path["asked"]).EndsWith('\n'));
        Assert.Equal($"{before}{address}/\n", File.ReadAllText(_path["asked"]));
        End(player);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void Without_a_display_or_with_no_browser_nothing_opens()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Displays and PATH are Linux's.");
        Install("chromium");
        foreach (var (display, arguments) in ((string?, string[])[])[(null, []), ("DISPLAY", ["--no-browser"])])
        {
            using var player = Start(display, arguments);
            player.Read();
            End(player);
            Assert.False(File.Exists(_path["asked"]));
        }
    }

    // The window is asked for before the end is heard, so at the end it is known.
    private static void End(ChildProcess player)
    {
        player.Signal(15);
        Assert.Equal(0, player.WaitForExit());
    }

    private void Install(string browser)
    {
        File.WriteAllText(_path[browser], $"#!/bin/sh\nprintf '%s\\n' \"$1\" > '{_path["asked"]}'\n");
        File.SetUnixFileMode(_path[browser], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private ChildProcess Start(string? display, params string[] arguments) => ChildProcess.Start(
        Repository.Executable("apps/MusicPlayer", "MusicPlayer"),
        ["--key", UniqueKey.Next(), .. arguments],
        new Dictionary<string, string?>
        {
            ["TMPDIR"] = _directory.Path,
            ["PATH"] = _path.Path,
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
            ["DISPLAY"] = display == "DISPLAY" ? ":99" : null,
            ["WAYLAND_DISPLAY"] = display == "WAYLAND_DISPLAY" ? "wayland-9" : null,
            ["DOTNET_EnableDiagnostics"] = "0",
        });
}
