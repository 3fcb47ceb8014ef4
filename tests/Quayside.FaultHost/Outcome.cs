// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.FaultHost;

/// <summary>How an operation ended, in whichever manners it was done.</summary>
/// <param name="Error">The error; NoError when it did what it was to do.</param>
/// <param name="Text">The text for people.</param>
/// <param name="NativeError">The system's number, or 0 when the text is all there is.</param>
internal sealed record Outcome(SharedMemoryError Error, string Text, int NativeError)
{
    /// <summary>Does something that throws when it fails.</summary>
    public static Outcome Of(Action work)
    {
        try
        {
            work();
            return new Outcome(SharedMemoryError.NoError, string.Empty, 0);
        }
        catch (SharedMemoryException exception)
        {
            return new Outcome(exception.Error, exception.Message, exception.NativeErrorCode);
        }
    }

    /// <summary>Does something that returns false when it fails.</summary>
    public static Outcome Of(QSharedMemory memory, Func<bool> work) => work()
        ? new Outcome(SharedMemoryError.NoError, string.Empty, 0)
        : new Outcome(memory.Error, memory.ErrorString ?? string.Empty, 0);
}
