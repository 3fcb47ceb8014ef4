// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Interop.Tests.Peers;

/// <summary>Who plays which part: the rows of theories.</summary>
public static class Pairs
{
    /// <summary>Gets every program of this run.</summary>
    public static IReadOnlyList<PeerProgram> Programs { get; } =
        [.. Enum.GetValues<PeerProgram>().Where(program => program != PeerProgram.Qt68 || PeerExecutables.HasQt68)];

    /// <summary>Gets the Qt programs of this run.</summary>
    public static IReadOnlyList<PeerProgram> QtPrograms { get; } = [.. Programs.Where(program => !IsQuayside(program))];

    /// <summary>Gets every ordered pair with Quayside on at least one side.</summary>
    public static TheoryData<PeerProgram, PeerProgram> WithQuayside => Rows((first, second) => IsQuayside(first) || IsQuayside(second));

    /// <summary>Gets every ordered pair of Quayside and Qt.</summary>
    public static TheoryData<PeerProgram, PeerProgram> QuaysideAndQt => Rows((first, second) => IsQuayside(first) != IsQuayside(second));

    /// <summary>Gets every pair of a program of Quayside's and a Qt program, in this order.</summary>
    public static TheoryData<PeerProgram, PeerProgram> QuaysideThenQt => Rows((first, second) => IsQuayside(first) && !IsQuayside(second));

    /// <summary>Gets every pair of a Qt program and a program of Quayside's, in this order.</summary>
    public static TheoryData<PeerProgram, PeerProgram> QtThenQuayside => Rows((first, second) => !IsQuayside(first) && IsQuayside(second));

    /// <summary>Gets the Qt programs.</summary>
    public static TheoryData<PeerProgram> QtAlone => [.. QtPrograms];

    /// <summary>Gets Quayside's programs.</summary>
    public static TheoryData<PeerProgram> QuaysideAlone => [PeerProgram.QuaysideQt, PeerProgram.Quayside];

    /// <summary>Gets every program.</summary>
    public static TheoryData<PeerProgram> Everyone => [.. Programs];

    /// <summary>Gets whether a program is one of ours.</summary>
    public static bool IsQuayside(PeerProgram program) => program is PeerProgram.QuaysideQt or PeerProgram.Quayside;

    private static TheoryData<PeerProgram, PeerProgram> Rows(Func<PeerProgram, PeerProgram, bool> wanted)
    {
        var rows = new TheoryData<PeerProgram, PeerProgram>();
        foreach (var first in Programs)
        {
            foreach (var second in Programs.Where(second => wanted(first, second)))
            {
                rows.Add(first, second);
            }
        }

        return rows;
    }
}
