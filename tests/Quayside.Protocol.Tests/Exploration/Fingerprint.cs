// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Quayside.Diagnostics.Examination;
using Quayside.Protocol.Tests.Model;

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Tells states apart by 128 bits: values that nobody can see any more are left out, and times become ranks.</summary>
internal sealed class Fingerprint<TOracle>(Scenario<TOracle> scenario)
    where TOracle : unmanaged, IOracle
{
    private readonly byte[] _bytes = new byte[1 << 14];
    private readonly int[] _oldest = new int[scenario.Words.Count];
    private int _length;

    /// <summary>Gets the fingerprint of a state.</summary>
    public UInt128 Of(World<TOracle> world)
    {
        _length = 0;
        FindOldest(world);
        for (var word = 0; word < scenario.Words.Count; word++)
        {
            Add(world.Memory, word);
        }

        Add(world.Memory, world.Memory.Fenced);
        for (var actor = 0; actor < scenario.Actors.Count; actor++)
        {
            Add(world, actor);
        }

        Add((byte)world.Deaths);
        Add((byte)world.Slices);
        foreach (var part in MemoryMarshal.AsBytes(new ReadOnlySpan<TOracle>(in world.Oracle)))
        {
            Add(part);
        }

        return XxHash128.HashToUInt128(_bytes.AsSpan(0, _length));
    }

    private void Add(World<TOracle> world, int actor)
    {
        var plight = world.PlightOf(actor);
        Add((byte)plight);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_length), world.NodeOf(actor)?.Number ?? 0);
        _length += sizeof(int);
        var outlook = world.Memory.OutlookOf(actor);
        Add(world.Memory, outlook.Current);
        if (plight is Plight.Awake or Plight.Asleep)
        {
            Add(world.Memory, outlook.Acquired);
            Add(world.Memory, outlook.Released);
        }
    }

    private void Add(Memory memory, int word)
    {
        var isFirst = true;
        foreach (var message in memory.Words[word])
        {
            if (message.Time >= _oldest[word])
            {
                Add((byte)(isFirst || !message.IsAttached ? 1 : 2));
                BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), message.Value);
                _length += sizeof(ulong);
                Add(memory, message.View);
                isFirst = false;
            }
        }

        Add(0);
    }

    private void Add(Memory memory, View view)
    {
        for (var word = 0; word < _oldest.Length; word++)
        {
            byte rank = 0;
            foreach (var message in memory.Words[word])
            {
                rank += (byte)(message.Time > _oldest[word] && message.Time <= view[word] ? 1 : 0);
            }

            Add(rank);
        }
    }

    private void Add(byte value) => _bytes[_length++] = value;

    // What the living see at least, and those who will start after others.
    private void FindOldest(World<TOracle> world)
    {
        for (var word = 0; word < _oldest.Length; word++)
        {
            _oldest[word] = world.Memory.Words[word][^1].Time;
            for (var actor = 0; actor < scenario.Actors.Count; actor++)
            {
                var oldest = world.PlightOf(actor) switch
                {
                    Plight.Awake or Plight.Asleep => world.Memory.OutlookOf(actor).Current[word],
                    Plight.NotStarted => scenario.Actors[actor].After.Max(other => world.Memory.OutlookOf(other).Current[word]),
                    _ => int.MaxValue,
                };
                _oldest[word] = int.Min(_oldest[word], oldest);
            }
        }
    }
}
