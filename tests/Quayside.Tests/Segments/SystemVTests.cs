// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

/// <summary>What System V alone has: key files, counts of users, and semaphores that a peer can reset.</summary>
public sealed class SystemVTests() : SegmentTest(KeyKind.SystemV)
{
    private int Semaphore => QtSemaphore.Find(Key.NativeLockName);

    [Fact]
    public void A_message_tells_who_made_what_is_in_the_way_and_how_often_it_is_used()
    {
        using var memory = SharedMemory.Create(Key, Size);

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(Key, Size));

        Assert.Equal(17, exception.NativeErrorCode);
        Assert.Contains($"made by process {Environment.ProcessId}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("4096 bytes, attached once", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_about_an_orphan_tells_that_its_maker_is_gone()
    {
        var process = Orphan.Leave(Key, Size);

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(Key, Size));

        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"process {process}, which is gone"), exception.Message, StringComparison.Ordinal);
        Assert.True(SharedMemory.Remove(Key));
    }

    [Fact]
    public void Of_several_attached_to_a_removed_segment_the_first_to_go_takes_the_lock_away()
    {
        var memory = SharedMemory.Create(Key, Size);
        using var other = SharedMemory.Attach(Key);
        Assert.True(SharedMemory.Remove(Key));

        memory.Dispose();

        // The other one may be a Qt program, which cleans up only what it made.
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void A_key_file_without_a_segment_is_NotFound_too_and_is_cleaned_up()
    {
        File.WriteAllText(Key.NativeName, string.Empty);

        Assert.False(SharedMemory.TryAttach(Key, out _));

        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Who_holds_a_lock_that_a_peer_resets_is_told_on_release()
    {
        using var memory = SharedMemory.Create(Key, Size);
        var held = memory.Lock();

        QtSemaphore.Reset(Semaphore);

        Assert.False(held.Release());
        Assert.Equal(1, QtSemaphore.Value(Semaphore));
    }

    [Fact]
    public void Who_holds_a_lock_that_a_peer_removes_is_told_on_release_and_the_next_one_makes_it_anew()
    {
        using var memory = SharedMemory.Create(Key, Size);
        var held = memory.Lock();

        QtSemaphore.Remove(Semaphore);

        Assert.False(held.Release());
        Assert.Equal(-1, Semaphore);
        Assert.True(memory.Lock().Release());
        Assert.Equal(1, QtSemaphore.Value(Semaphore));
    }
}
