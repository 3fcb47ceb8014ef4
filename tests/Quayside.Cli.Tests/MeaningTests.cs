// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Tests;

/// <summary>What is wrong is named, and what may have been meant is suggested.</summary>
public sealed class MeaningTests : IDisposable
{
    private readonly PrivateWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("pit a b", "'pit' is no verb of quayside. Do you mean `quayside put`?")]
    [InlineData("lvie get x", "'lvie' is no verb of quayside. Do you mean `quayside live`?")]
    [InlineData("live gte x", "'gte' is no verb of quayside live. Do you mean `quayside live get`?")]
    [InlineData("pic show x", "'pic' is no verb of quayside. Do you mean `quayside picture`?")]
    [InlineData("share", "'share' is no verb of quayside. The verbs are put, get, picture,")]
    public void A_verb_that_is_none_is_named_with_the_nearest(string arguments, string said)
    {
        var (code, text) = _world.Run(arguments);

        Assert.Equal((64, true), (code, text.Contains(said, StringComparison.Ordinal)));
    }

    [Fact]
    public void Where_there_are_no_bytes_but_a_value_of_the_same_text_the_verb_that_reads_it_is_named()
    {
        _world.Do("$quayside live set cfg on");

        var (code, text) = _world.Run("get cfg");

        Assert.Equal(69, code);
        Assert.Contains("`quayside live get cfg` reads it", text, StringComparison.Ordinal);
        Assert.DoesNotContain("TMPDIR", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_no_value_but_bytes_of_the_same_text_the_verb_that_reads_them_is_named()
    {
        _world.Hold("cfg", "holder");

        var (code, text) = _world.Run("live get cfg");

        Assert.Equal(69, code);
        Assert.Contains("`quayside get cfg` reads them", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect cfg")]
    [InlineData("rm cfg")]
    public void Where_there_is_nothing_both_names_are_told_that_were_looked_for(string arguments)
    {
        var (code, text) = _world.Run(arguments);

        Assert.Equal(69, code);
        Assert.Contains("qipc_sharedmemory_cfg", text, StringComparison.Ordinal);
        Assert.Contains("posix:/cfg", text, StringComparison.Ordinal);
    }
}
