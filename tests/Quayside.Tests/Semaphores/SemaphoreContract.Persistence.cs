// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Semaphores;

/// <content>What the kernel of Windows cannot do: it keeps no semaphore that nobody uses.</content>
public abstract partial class SemaphoreContract
{
    [Fact]
    public void A_persistent_one_waits_for_the_next_program_until_it_is_removed()
    {
        using (var semaphore = SystemSemaphore.Create(_key, 0, new SystemSemaphoreOptions { Persistent = true }))
        {
            semaphore.Release(4);
        }

        using (var later = SystemSemaphore.Open(_key, new SystemSemaphoreOptions { Persistent = true }))
        {
            Assert.Equal(4, later.Value);
        }

        Assert.True(SystemSemaphore.Remove(_key));
        Assert.False(SystemSemaphore.Remove(_key));
    }
}
