// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;

namespace Quayside;

/// <summary>An operation on a system semaphore that failed. The message says what was wrong and what to do, in one line.</summary>
public sealed class SystemSemaphoreException : Exception
{
    /// <summary>Makes an exception with a message.</summary>
    public SystemSemaphoreException(string message)
        : this(message, innerException: null)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    public SystemSemaphoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Error = SystemSemaphoreError.UnknownError;
        Operation = string.Empty;
    }

    /// <summary>Makes an exception without more to say.</summary>
    public SystemSemaphoreException()
        : this("An operation on a system semaphore failed.")
    {
    }

    internal SystemSemaphoreException(string operation, IpcKey key, IpcResult failure)
        : base(PrintableText.Of(SemaphoreFailure.Describe(operation, key, failure)))
    {
        Error = SemaphoreFailure.Translate(failure.Error);
        Operation = operation;
        Key = key;
        NativeErrorCode = failure.NativeError;
    }

    /// <summary>Gets what went wrong, in Qt's numbering.</summary>
    public SystemSemaphoreError Error { get; }

    /// <summary>Gets what was being done: "create", "open", "acquire", "release", "read" or "remove".</summary>
    public string Operation { get; }

    /// <summary>Gets the key it was done to.</summary>
    public IpcKey Key { get; }

    /// <summary>Gets the system's error number (errno), or 0 when the system had no part in it.</summary>
    public int NativeErrorCode { get; }
}
