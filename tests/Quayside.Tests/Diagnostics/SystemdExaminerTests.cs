// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using Quayside.Diagnostics.Examination;
using Quayside.Platform.Files;
using Quayside.Testing;

namespace Quayside.Tests.Diagnostics;

/// <summary>What systemd's settings mean, read from files that each test plants.</summary>
public sealed class SystemdExaminerTests : IDisposable
{
    private readonly PrivateDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Without_systemd_there_is_nothing_to_tell() => Assert.Empty(Examine());

    [Fact]
    public void The_default_of_RemoveIPC_is_told()
    {
        Boot();

        Assert.Contains("RemoveIPC=yes (systemd's default)", RemoveIpc().Evidence);
    }

    [Fact]
    public void A_drop_in_overrides_the_file_and_one_in_etc_hides_one_of_its_name_below_usr()
    {
        Boot();
        Write("etc/systemd/logind.conf", "#RemoveIPC=maybe\nRemoveIPC=yes");
        Write("usr/lib/systemd/logind.conf.d/50-ipc.conf", "RemoveIPC=yes");
        Write("etc/systemd/logind.conf.d/50-ipc.conf", "[Login]\nRemoveIPC=no");

        Assert.StartsWith("It is off", RemoveIpc().Text);
    }

    [Fact]
    public void A_cleaner_of_the_directory_is_told_with_its_age()
    {
        Boot();
        Write("usr/lib/tmpfiles.d/tmp.conf", "# comment\nq /tmp 1777 root root 10d");

        var finding = Assert.Single(Examine(), finding => finding.Kind == IpcFindingKind.Cleaner);

        Assert.Contains("10d", finding.Text);
        Assert.Contains("/etc/tmpfiles.d", finding.Remedy);
    }

    [Theory]
    [InlineData("q /tmp 1777 root root -", "")]
    [InlineData("q /tmp 1777 root root 10d", "x /tmp/qipc_*")]
    [InlineData("q /elsewhere 1777 root root 10d", "")]
    public void A_directory_that_is_spared_is_not_told(string line, string exclusion)
    {
        Boot();
        Write("usr/lib/tmpfiles.d/tmp.conf", line);
        Write("etc/tmpfiles.d/qt.conf", exclusion);

        Assert.DoesNotContain(Examine(), finding => finding.Kind == IpcFindingKind.Cleaner);
    }

    private IpcFinding RemoveIpc() => Assert.Single(Examine(), finding => finding.Kind == IpcFindingKind.RemoveIpc);

    private List<IpcFinding> Examine() => [.. SystemdExaminer.Examine(new SystemFiles(_root.Path), IpcEnvironment.Current() with { TemporaryDirectory = "/tmp" })];

    private void Boot() => Directory.CreateDirectory(_root["run/systemd/system"]);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root[path])!);
        File.WriteAllText(_root[path], text);
    }
}
