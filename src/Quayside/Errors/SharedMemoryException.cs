// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;

namespace Quayside;

/// <summary>An operation on shared memory that failed. The message says what was wrong and what to do, in one line.</summary>
public sealed class SharedMemoryException : Exception
{
    /// <summary>Makes an exception with a message.</summary>
    public SharedMemoryException(string message)
        : this(message, innerException: null)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    public SharedMemoryException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Error = SharedMemoryError.UnknownError;
        Operation = string.Empty;
    }

    /// <summary>Makes an exception without more to say.</summary>
    public SharedMemoryException()
        : this("An operation on shared memory failed.")
    {
    }

    internal SharedMemoryException(SharedMemoryError error, string message)
        : this(message) => Error = error;

    internal SharedMemoryException(string operation, IpcKey key, SegmentFailure failure, long size = 0)
        : base(PrintableText.Of(FailureText.For(operation, key, failure, size)))
    {
        Error = failure.Error;
        Operation = operation;
        Key = key;
        NativeErrorCode = failure.Native.NativeError;
    }

    /// <summary>Gets what went wrong, in Qt's numbering.</summary>
    public SharedMemoryError Error { get; }

    /// <summary>Gets what was being done: "create", "attach", "lock", "replace", "publish" or "remove".</summary>
    public string Operation { get; }

    /// <summary>Gets the key it was done to.</summary>
    public IpcKey Key { get; }

    /// <summary>Gets the system's error number (errno), or 0 when the system had no part in it.</summary>
    public int NativeErrorCode { get; }
}
