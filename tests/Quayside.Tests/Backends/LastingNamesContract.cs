// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Backends;

/// <summary>
/// What every backend must do whose segments and locks have names that outlive their users, and that anybody may remove and make anew
/// while they are in use.
/// </summary>
public abstract partial class LastingNamesContract : InterprocessContract
{
    /// <summary>Takes the lock away while others use it.</summary>
    private protected abstract void RemoveLock(string lockName);

    /// <summary>Leaves a free lock under the name, whoever holds the one that is there: what create() of Qt does.</summary>
    private protected abstract void ResetLock(string lockName);

    /// <summary>Takes away the name of the lock, not the lock.</summary>
    private protected abstract void LoseLockName(string lockName);
}
