// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>A process that has used up its file descriptors.</summary>
public sealed class NoDescriptorsTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();
    private readonly ChildProcess _host;
    private readonly string _name = UniqueKey.Next("quayside-test").Replace(' ', '-');

    public NoDescriptorsTests() => _host = Host.Start(_directory.Path);

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("", "Replaced 20", "0")] // System V needs a descriptor for a new key file only.
    [InlineData("posix:/", "error OutOfResources 24 ", "42")]
    public void It_is_told_so_loses_nothing_and_goes_on_when_there_are_some_again(string scheme, string replaced, string firstByte)
    {
        var key = scheme + _name;

        // Whatever .NET has to load for these is loaded before it cannot open anything any more.
        Assert.Equal("Created 10", _host.Ask($"create\t{key}\t10"));
        Assert.Equal("written", _host.Ask("write\t0\t42"));
        Assert.StartsWith("error AlreadyExists ", _host.Ask($"create\t{key}\t10"), StringComparison.Ordinal);
        var limit = Limit("1:");

        var answer = _host.Ask($"create\t{scheme}{_name}-other\t10");
        Assert.StartsWith(replaced, _host.Ask($"replace\t{key}\t20"), StringComparison.Ordinal);
        Assert.Equal(firstByte, _host.Ask("read\t0"));
        _ = Limit(limit + ":");

        Assert.StartsWith("error OutOfResources 24 ", answer, StringComparison.Ordinal);
        Assert.Equal("Created 10", _host.Ask($"create\t{scheme}{_name}-other\t10"));
        Assert.Equal("disposed", _host.Ask("dispose"));
        Assert.Equal(0, _host.WaitForExit());
        Assert.Empty(_directory.Names);
        Leftovers.AssertNone(scheme.Length == 0 ? IpcKey.Legacy(key) : IpcKey.Parse(key));
    }

    /// <summary>Sets the soft limit of the host and returns the earlier one.</summary>
    private string Limit(string limits)
    {
        var prlimit = Tool.Require("prlimit");
        var id = _host.Id.ToString(CultureInfo.InvariantCulture);
        var earlier = Tool.Output(prlimit, ["--pid", id, "--nofile", "--output", "SOFT", "--noheadings"]).Trim();
        _ = Tool.Output(prlimit, ["--pid", id, $"--nofile={limits}"]);
        return earlier;
    }
}
