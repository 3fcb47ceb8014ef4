// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Interop.Tests.Peers;

/// <summary>Who plays which part: the rows of theories.</summary>
public static class Pairs
{
    private static readonly PeerProgram[] _all = Enum.GetValues<PeerProgram>();

    /// <summary>Gets every ordered pair with Quayside on at least one side.</summary>
    public static TheoryData<PeerProgram, PeerProgram> WithQuayside => Rows((first, second) => IsQuayside(first) || IsQuayside(second));

    /// <summary>Gets every ordered pair of Quayside and Qt.</summary>
    public static TheoryData<PeerProgram, PeerProgram> QuaysideAndQt => Rows((first, second) => IsQuayside(first) != IsQuayside(second));

    /// <summary>Gets Quayside's programs.</summary>
    public static TheoryData<PeerProgram> QuaysideAlone => [PeerProgram.QuaysideQt, PeerProgram.Quayside];

    /// <summary>Gets every program.</summary>
    public static TheoryData<PeerProgram> Everyone => [.. _all];

    /// <summary>Gets whether a program is one of ours.</summary>
    public static bool IsQuayside(PeerProgram program) => program is PeerProgram.QuaysideQt or PeerProgram.Quayside;

    private static TheoryData<PeerProgram, PeerProgram> Rows(Func<PeerProgram, PeerProgram, bool> wanted)
    {
        var rows = new TheoryData<PeerProgram, PeerProgram>();
        foreach (var first in _all)
        {
            foreach (var second in _all.Where(second => wanted(first, second)))
            {
                rows.Add(first, second);
            }
        }

        return rows;
    }
}
