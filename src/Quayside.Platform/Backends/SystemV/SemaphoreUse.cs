// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Backends.SystemV;

/// <summary>A counting semaphore as one object uses it: until it is removed by somebody, and then another one.</summary>
/// <param name="id">The kernel's number of the semaphore.</param>
/// <param name="key">The key that its file meant.</param>
/// <param name="file">The use of the key file; null when the file cannot be opened.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class SemaphoreUse(int id, int key, KeyFileUse? file) : IDisposable
{
    private int _taken;

    /// <summary>Gets the kernel's number of the semaphore.</summary>
    public int Id => id;

    /// <summary>Gets the key that its file meant.</summary>
    public int Key => key;

    /// <summary>Gets how many units the object has taken and not given back.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Notes that the object took a unit.</summary>
    public void Take() => Interlocked.Increment(ref _taken);

    /// <summary>Notes that the object gave units back, or that they are gone.</summary>
    /// <returns>How many of them it had taken; it added the others.</returns>
    public int GiveBack(int count)
    {
        var taken = Taken;
        while (true)
        {
            var own = Math.Min(taken, count);
            var seen = Interlocked.CompareExchange(ref _taken, taken - own, taken);
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
