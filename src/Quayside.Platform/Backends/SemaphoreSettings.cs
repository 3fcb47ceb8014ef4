// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Backends;

/// <summary>How a semaphore is kept.</summary>
/// <param name="Mode">The mode that a new one gets, whatever the umask; ignored on Windows.</param>
/// <param name="IsPersistent">Whether it stays when its last user goes; ignored on Windows, where the kernel decides.</param>
internal readonly record struct SemaphoreSettings(UnixFileMode Mode, bool IsPersistent);
