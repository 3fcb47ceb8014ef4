// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging;

/// <summary>Bytes that should be a picture are none, are damaged, or are a larger picture than allowed.</summary>
/// <remarks>The message says in one line what was wrong and what to do; show it to users as it is.</remarks>
public sealed class PictureFormatException : Exception
{
    internal PictureFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
