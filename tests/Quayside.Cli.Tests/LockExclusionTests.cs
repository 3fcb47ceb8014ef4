// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Tests;

/// <summary>Two commands under the same lock never run at the same time; without it, the same two do.</summary>
public sealed class LockExclusionTests : IDisposable
{
    // mkdir(1) fails when the folder is there: when the other one is in its section.
    private const string Section = """mkdir "$0" || { echo overlap; exit; }; sleep 0.02; rmdir "$0" """;
    private const int Rounds = 15;

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Commands_under_the_lock_never_overlap() =>
        Assert.Equal(0, CountOverlaps(Sandbox.Tool, "lock", _sandbox.Key, "--", "sh", "-c", Section, _sandbox.File("inside")));

    [Fact]
    public void Commands_without_the_lock_overlap() =>
        Assert.NotEqual(0, CountOverlaps("sh", "-c", Section, _sandbox.File("inside")));

    private int CountOverlaps(string program, params string[] arguments)
    {
        var overlaps = 0;
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var result = _sandbox.RunProgram(program, [], arguments);
                Assert.Equal(0, result.ExitCode);
                if (result.Text == "overlap\n")
                {
                    Interlocked.Increment(ref overlaps);
                }
            }
        });
        return overlaps;
    }
}
