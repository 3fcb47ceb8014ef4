// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>Two programs with the same key and different TMPDIRs never meet; the one that finds nothing is told where the other one is.</summary>
public sealed class OtherTemporaryDirectoryTests : IDisposable
{
    private readonly PrivateDirectory _theirs = new();
    private readonly PrivateDirectory _ours = new();
    private readonly string _key = UniqueKey.Next();

    public void Dispose()
    {
        _theirs.Dispose();
        _ours.Dispose();
    }

    [Fact]
    public void The_message_names_both_paths_and_the_remedy()
    {
        using var theirs = Host.Start(_theirs.Path);
        using var ours = Host.Start(_ours.Path);
        Assert.Equal("Created 10", theirs.Ask($"create\t{_key}\t10"));
        var file = Path.GetFileName(IpcKey.Legacy(_key).NativeName);

        var answer = ours.Ask($"attach\t{_key}");

        Assert.StartsWith("error NotFound ", answer, StringComparison.Ordinal);
        Assert.Contains($"looked for {_ours[file]}", answer, StringComparison.Ordinal);
        Assert.Contains($"but {_theirs[file]} is there", answer, StringComparison.Ordinal);
        Assert.Contains($"with the same TMPDIR; it is '{_ours.Path}' now", answer, StringComparison.Ordinal);
        Assert.Equal("disposed", theirs.Ask("dispose"));
        Assert.DoesNotContain(_theirs.Path, ours.Ask($"attach\t{_key}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_without_TMPDIR_is_found_in_the_usual_place()
    {
        using var theirs = Host.Start(temporaryDirectory: null);
        using var ours = Host.Start(_ours.Path);
        Assert.Equal("Created 10", theirs.Ask($"create\t{_key}\t10"));

        var answer = ours.Ask($"attach\t{_key}");

        Assert.Contains($"but /tmp/{Path.GetFileName(IpcKey.Legacy(_key).NativeName)} is there", answer, StringComparison.Ordinal);
        Assert.Equal("disposed", theirs.Ask("dispose"));
    }

    [Fact]
    public void A_native_key_that_names_its_file_is_looked_for_nowhere_else()
    {
        using var theirs = Host.Start(_theirs.Path);
        using var ours = Host.Start(_ours.Path);
        Assert.Equal("Created 10", theirs.Ask($"create\tsystemv:{_theirs["share"]}\t10"));

        var answer = ours.Ask($"attach\tsystemv:{_ours["elsewhere/share"]}");

        Assert.StartsWith("error NotFound ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(_theirs.Path, answer, StringComparison.Ordinal);
        Assert.Equal("disposed", theirs.Ask("dispose"));
    }
}
