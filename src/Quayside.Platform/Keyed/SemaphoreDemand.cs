// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Keyed;

/// <summary>What is asked of the name of a semaphore.</summary>
internal enum SemaphoreDemand
{
    /// <summary>A semaphore that was not there before.</summary>
    Create,

    /// <summary>The semaphore that is there.</summary>
    Open,

    /// <summary>The semaphore that is there, or else a new one.</summary>
    CreateOrOpen,

    /// <summary>
    /// The same, except that one which nobody uses any more is set to the initial value. Windows keeps none that nobody uses, so there it
    /// is <see cref="CreateOrOpen"/>.
    /// </summary>
    Renew,
}
