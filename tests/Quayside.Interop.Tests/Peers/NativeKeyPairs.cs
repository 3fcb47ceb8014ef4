// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Interop.Tests.Peers;

/// <summary>Who plays which part under which native key: the rows of theories. Only Qt 6.8 and Quayside know these keys.</summary>
public static class NativeKeyPairs
{
    private static readonly KeyKind[] _posix = [KeyKind.Posix, KeyKind.PosixPlatformSafe, KeyKind.PosixLegacy];

    /// <summary>Gets every program of this run that knows native keys.</summary>
    public static IReadOnlyList<PeerProgram> Programs { get; } =
        [.. Pairs.Programs.Where(program => program is not (PeerProgram.Qt5 or PeerProgram.Qt6))];

    /// <summary>Gets every kind of key.</summary>
    public static TheoryData<KeyKind> Kinds => [.. Enum.GetValues<KeyKind>()];

    /// <summary>Gets every kind of key with every ordered pair with Quayside on at least one side.</summary>
    public static TheoryData<KeyKind, PeerProgram, PeerProgram> OfEveryKind => Rows(Enum.GetValues<KeyKind>());

    /// <summary>Gets every kind of POSIX key with every ordered pair with Quayside on at least one side.</summary>
    public static TheoryData<KeyKind, PeerProgram, PeerProgram> OfPosix => Rows(_posix);

    /// <summary>Gets every kind of key with every program that knows it.</summary>
    public static TheoryData<KeyKind, PeerProgram> OfEveryKindAlone =>
        [.. from kind in Enum.GetValues<KeyKind>() from program in Programs select (kind, program)];

    /// <summary>Gets whether a key is POSIX's, whose objects nobody but Quayside removes.</summary>
    public static bool IsPosix(KeyKind kind) => _posix.Contains(kind);

    private static TheoryData<KeyKind, PeerProgram, PeerProgram> Rows(IEnumerable<KeyKind> kinds)
    {
        var rows = new TheoryData<KeyKind, PeerProgram, PeerProgram>();
        foreach (var kind in kinds)
        {
            rows.AddRange(
            [
                .. from first in Programs
                   from second in Programs
                   where Pairs.IsQuayside(first) || Pairs.IsQuayside(second)
                   select (kind, first, second),
            ]);
        }

        return rows;
    }
}
