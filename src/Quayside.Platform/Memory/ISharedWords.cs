// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Memory;

/// <summary>Words that several processes read and write, and the orders in which they become visible: all that a protocol may do to memory.</summary>
/// <remarks>
/// <para>
/// Protocols are written over this, so that the same code runs on mapped memory and on a model of memory in which a test tries all
/// interleavings. Words have 64 bits and lie on multiples of 8; offsets are in bytes from the start of the segment.
/// </para>
/// <para>Plain reads and writes are never torn, and may be seen in any order; everything else says which order it keeps.</para>
/// </remarks>
internal interface ISharedWords
{
    /// <summary>Reads a word, in no order.</summary>
    ulong Read(long offset);

    /// <summary>Writes a word, in no order.</summary>
    void Write(long offset, ulong value);

    /// <summary>Reads a word before everything that is read or written afterwards (acquire).</summary>
    ulong Load(long offset);

    /// <summary>Writes a word after everything that was read or written before (release).</summary>
    void Store(long offset, ulong value);

    /// <summary>Writes a word and returns what was there, in one step that no other read or write passes in either direction (full fence).</summary>
    ulong Exchange(long offset, ulong value);

    /// <summary>Writes a word if the expected value is there, and returns what was there; a full fence in either case.</summary>
    ulong CompareExchange(long offset, ulong value, ulong expected);

    /// <summary>Adds to a word, wrapping around, and returns what was there, in one step; a full fence.</summary>
    /// <remarks>
    /// Whatever two peers do by this, they can do by the loop here as well. So a model of memory needs no step for it, and a peer without
    /// such an instruction keeps the protocol too; where there is one, it moves the cache line once and not twice.
    /// </remarks>
    ulong Add(long offset, ulong value)
    {
        var seen = Load(offset);
        while (true)
        {
            var found = CompareExchange(offset, unchecked(seen + value), seen);
            if (found == seen)
            {
                return seen;
            }

            seen = found;
        }
    }

    /// <summary>Keeps later reads and writes behind earlier reads.</summary>
    void ReadBarrier();

    /// <summary>Keeps later writes behind earlier reads and writes.</summary>
    void WriteBarrier();
}
