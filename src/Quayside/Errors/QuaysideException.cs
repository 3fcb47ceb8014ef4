// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside;

/// <summary>An operation on a Quayside segment that failed. The message says what was wrong and what to do, in one line.</summary>
public sealed class QuaysideException : Exception
{
    /// <summary>Makes an exception with a message.</summary>
    public QuaysideException(string message)
        : this(message, innerException: null)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    public QuaysideException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception without more to say.</summary>
    public QuaysideException()
        : this("An operation on a Quayside segment failed.")
    {
    }

    internal QuaysideException(QuaysideError error, IpcKey key, string message, int nativeErrorCode = 0)
        : base(PrintableText.Of(message))
    {
        Error = error;
        Key = key;
        NativeErrorCode = nativeErrorCode;
    }

    /// <summary>Gets what went wrong.</summary>
    public QuaysideError Error { get; }

    /// <summary>Gets the key.</summary>
    public IpcKey Key { get; }

    /// <summary>Gets the system's error number (errno, GetLastError), or 0 when the system had no part in it.</summary>
    public int NativeErrorCode { get; }
}
