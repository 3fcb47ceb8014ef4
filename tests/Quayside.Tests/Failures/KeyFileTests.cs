// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>Temporary directories in which no key file can be made.</summary>
public sealed class KeyFileTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_directory_that_is_missing_is_named_with_the_remedy()
    {
        var missing = _directory["missing"];
        using var host = Host.StartAsNobody(missing);

        var answer = host.Ask("create\tshare\t10");

        AssertKeyError(answer, missing);
        Assert.Contains("/qipc_systemsem_share", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_may_not_be_written_is_named_with_the_remedy()
    {
        Assert.Equal(0, Tool.Run(Tool.Require("chmod"), ["755", _directory.Path]));
        using var host = Host.StartAsNobody(_directory.Path);

        AssertKeyError(host.Ask("create\tshare\t10"), _directory.Path);
        AssertKeyError(host.Ask("replace\tshare\t10"), _directory.Path);
        Assert.StartsWith("error NotFound", host.Ask("attach\tshare"), StringComparison.Ordinal);
        Assert.Empty(_directory.Names);
    }

    [Fact]
    public void A_file_system_that_is_read_only_is_named_with_the_remedy()
    {
        using var host = Host.StartUnshared("-m", $"mount -t tmpfs -o ro none \"{_directory.Path}\"", _directory.Path);

        AssertKeyError(host.Ask("create\tshare\t10"), _directory.Path);
    }

    private static void AssertKeyError(string answer, string directory)
    {
        Assert.StartsWith("error KeyError ", answer, StringComparison.Ordinal);
        Assert.Contains("'share'", answer, StringComparison.Ordinal);
        Assert.Contains("cannot be made", answer, StringComparison.Ordinal);
        Assert.Contains("Set TMPDIR to a directory that exists, can be written", answer, StringComparison.Ordinal);
        Assert.Contains($"it is '{directory}' now", answer, StringComparison.Ordinal);
    }
}
