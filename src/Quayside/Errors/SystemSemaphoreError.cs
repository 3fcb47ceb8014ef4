// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Why an operation on a system semaphore failed. The numbers are QSystemSemaphore::SystemSemaphoreError's.</summary>
public enum SystemSemaphoreError
{
    /// <summary>Nothing failed.</summary>
    NoError = 0,

    /// <summary>The semaphore belongs to another user.</summary>
    PermissionDenied = 1,

    /// <summary>The key is empty, or its key file cannot be made.</summary>
    KeyError = 2,

    /// <summary>A semaphore is there already.</summary>
    AlreadyExists = 3,

    /// <summary>No semaphore is there, or it was removed.</summary>
    NotFound = 4,

    /// <summary>The system is out of semaphores, or does not count that far: to 32767 on System V.</summary>
    OutOfResources = 5,

    /// <summary>Anything else.</summary>
    UnknownError = 6,
}
