// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.IO.MemoryMappedFiles;

namespace Quayside.Torture;

/// <summary>
/// A sum and the parts it is made of, changed in steps, so that a second one inside at the same time loses an update, and a death inside is seen.
/// </summary>
/// <param name="view">The memory.</param>
/// <param name="start">Where it starts.</param>
internal sealed class Account(MemoryMappedViewAccessor view, long start)
{
    /// <summary>Bytes of an account.</summary>
    public const int Size = 256;

    private const long Sum = 0;
    private const long Copy = 8;
    private const long Checksum = 16;
    private const long Inside = 24;
    private const long Parts = 32;
    private const int LongestDawdle = 2000;

    /// <summary>Adds one, by the one who holds the lock.</summary>
    /// <param name="line">Whose part grows.</param>
    /// <param name="isAbandoned">Whether somebody may have died inside, so that things are put in order first.</param>
    /// <param name="random">How long it takes.</param>
    /// <exception cref="ViolationException">The lock did not keep its word.</exception>
    public void AddOne(int line, bool isAbandoned, Random random)
    {
        if (isAbandoned)
        {
            PutInOrder();
        }

        CheckOrder();
        view.Write(start + Inside, line + 1L);
        var part = start + Parts + (line * sizeof(long));
        view.Write(part, view.ReadInt64(part) + 1);
        var sum = view.ReadInt64(start + Sum) + 1;
        view.Write(start + Sum, sum);
        Thread.SpinWait(random.Next(LongestDawdle));
        view.Write(start + Copy, sum);
        view.Write(start + Checksum, ~sum);
        if (view.ReadInt64(start + Inside) != line + 1 || view.ReadInt64(start + Sum) != sum)
        {
            throw new ViolationException("Two were inside the lock at the same time.");
        }

        view.Write(start + Inside, 0L);
    }

    private void CheckOrder()
    {
        var sum = view.ReadInt64(start + Sum);
        if (HasSomebodyInside() || view.ReadInt64(start + Copy) != sum || view.ReadInt64(start + Checksum) != ~sum)
        {
            throw new ViolationException("Somebody died inside the lock, or is inside, and the lock did not say so.");
        }

        var parts = SumOfParts();
        if (sum != parts)
        {
            throw new ViolationException($"An update was lost: {parts} were made, and {sum} are there.");
        }
    }

    /// <summary>Gets whether somebody is inside, or died there. By the one who holds the lock.</summary>
    public bool HasSomebodyInside() => view.ReadInt64(start + Inside) != 0;

    /// <summary>Makes the sum what its parts are, which is also how an account begins.</summary>
    public void PutInOrder()
    {
        var sum = SumOfParts();
        view.Write(start + Sum, sum);
        view.Write(start + Copy, sum);
        view.Write(start + Checksum, ~sum);
        view.Write(start + Inside, 0L);
    }

    private long SumOfParts() => Enumerable.Range(0, Ledger.Lines).Sum(line => view.ReadInt64(start + Parts + (line * sizeof(long))));
}
