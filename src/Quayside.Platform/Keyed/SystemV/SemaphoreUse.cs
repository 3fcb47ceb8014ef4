// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>A counting semaphore as one object uses it: until it is removed by somebody, and then another one.</summary>
/// <param name="id">The kernel's number of the semaphore.</param>
/// <param name="key">The key that its file meant.</param>
/// <param name="file">The use of the key file; null when the file cannot be opened.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class SemaphoreUse(int id, int key, KeyFileUse? file) : IDisposable
{
    // Units belong to the process: what one object takes, another one may give back.
    private static readonly ConcurrentDictionary<int, StrongBox<int>> _takenHere = [];

    private readonly StrongBox<int> _taken = _takenHere.GetOrAdd(id, static _ => new StrongBox<int>());

    /// <summary>Gets the kernel's number of the semaphore.</summary>
    public int Id => id;

    /// <summary>Gets the key that its file meant.</summary>
    public int Key => key;

    /// <summary>Gets how many units the process has taken for counting and not given back. Locks are not counted.</summary>
    public int Taken => Volatile.Read(ref _taken.Value);

    /// <summary>Forgets what was taken of a semaphore that is gone, before its number is used again.</summary>
    public static void Forget(int id) => _takenHere.TryRemove(id, out _);

    /// <summary>Notes that a unit was taken.</summary>
    public void Take() => Interlocked.Increment(ref _taken.Value);

    /// <summary>Notes that units were given back, or that they are gone.</summary>
    /// <returns>How many of them had been taken; the others were added.</returns>
    public int GiveBack(int count)
    {
        var taken = Taken;
        while (true)
        {
            var own = Math.Min(taken, count);
            var seen = Interlocked.CompareExchange(ref _taken.Value, taken - own, taken);
            if (seen == taken)
            {
                return own;
            }

            taken = seen;
        }
    }

    /// <summary>Keeps others from beginning to use the semaphore, if nobody else uses it. Ends with disposal.</summary>
    public bool TryClaim() => file is not null && file.TryClaim();

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();
}
