// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;

namespace Quayside.Participants;

/// <summary>The table of participants: who they say they are. That they live, only the kernel says.</summary>
/// <param name="words">The segment.</param>
/// <param name="count">Places, no more than there are.</param>
/// <param name="lines">The lines that places have in the body, from the start of the segment.</param>
internal readonly struct ParticipantTable(SharedWords words, int count, ParticipantRecords lines)
{
    /// <summary>Gets the number of places.</summary>
    public int Count => count;

    /// <summary>Gets the generation of a place.</summary>
    public uint GenerationOf(int place) => unchecked((uint)words.Load(ParticipantLayout.PlaceStart(place) + ParticipantLayout.GenerationOffset));

    /// <summary>Gets the process that holds a place according to the table; all zero when nobody does.</summary>
    public ProcessIdentity HolderOf(int place)
    {
        var start = ParticipantLayout.PlaceStart(place);
        return new ProcessIdentity(
            words.Load(start + ParticipantLayout.ProcessOffset), words.Load(start + ParticipantLayout.StartedOffset));
    }

    /// <summary>Gets the name of a place's holder.</summary>
    public string NameOf(int place)
    {
        Span<byte> name = stackalloc byte[ParticipantLayout.NameSize];
        words.CopyOut(ParticipantLayout.PlaceStart(place) + ParticipantLayout.NameOffset, name);
        return PeerText.Of(name);
    }

    /// <summary>Begins a new generation of a place, by which its earlier holders are dead. By the one who holds the place.</summary>
    /// <returns>The generation, never 0.</returns>
    public uint Renew(int place)
    {
        var start = ParticipantLayout.PlaceStart(place);
        var generation = unchecked((uint)words.Load(start + ParticipantLayout.GenerationOffset) + 1);
        generation = generation == 0 ? 1 : generation;
        words.Store(start + ParticipantLayout.GenerationOffset, generation);
        return generation;
    }

    /// <summary>Says who holds a place: this process. By the one who holds it.</summary>
    public void Introduce(int place)
    {
        var start = ParticipantLayout.PlaceStart(place);
        Span<byte> name = stackalloc byte[ParticipantLayout.NameSize];
        name.Clear();
        _ = Encoding.UTF8.TryGetBytes(_name, name, out _);
        words.CopyIn(start + ParticipantLayout.NameOffset, name);
        words.Write(start + ParticipantLayout.NamespaceOffset, ProcessInfo.Namespace);
        words.Write(start + ParticipantLayout.JoinedOffset, (ulong)(DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMicroseconds);
        words.Write(start + ParticipantLayout.StartedOffset, ProcessInfo.Self.Started);
        words.Store(start + ParticipantLayout.ProcessOffset, ProcessInfo.Self.Process);
    }

    /// <summary>Says that nobody holds a place, and clears its line. By the one who holds it.</summary>
    public void Clear(int place)
    {
        for (var offset = LineOf(place); offset < LineOf(place + 1); offset += sizeof(ulong))
        {
            // After everything that its holder did by it; pairs with whoever reads the line and finds nothing.
            words.Store(offset, 0);
        }

        words.Store(ParticipantLayout.PlaceStart(place) + ParticipantLayout.ProcessOffset, 0);
    }

    /// <summary>Gets whether there is anything in a place's line.</summary>
    public bool HasLine(int place)
    {
        for (var offset = LineOf(place); offset < LineOf(place + 1); offset += sizeof(ulong))
        {
            if (words.Load(offset) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private long LineOf(int place) => lines.Offset + ((long)place * lines.Size);

    private static readonly string _name = FindName();

    private static string FindName()
    {
        // Not Process.ProcessName, which reads the state of every thread for it.
        var name = Path.GetFileName(Environment.ProcessPath) ?? string.Empty;
        while (Encoding.UTF8.GetByteCount(name) > ParticipantLayout.NameSize)
        {
            name = name[..^1];
        }

        return name;
    }
}
