// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.Snippets;

internal static class Semaphores
{
    public static async Task Places(CancellationToken cancellationToken)
    {
        using var places = SystemSemaphore.CreateOrOpen("printer", initialValue: 2, cancellationToken: cancellationToken);
        await places.AcquireAsync(cancellationToken);
        try
        {
            Console.WriteLine("At most two processes are here.");
        }
        finally
        {
            places.Release();
        }
    }

    public static void Signals()
    {
        var signals = new SystemSemaphoreOptions { Persistent = true, UndoOnExit = false };
        using var jobs = SystemSemaphore.CreateOrOpen("jobs", initialValue: 0, signals);
        jobs.Release();

        if (jobs.TryAcquire(TimeSpan.FromSeconds(1)))
        {
            Console.WriteLine("There is a job.");
        }
    }

    public static void QtManners()
    {
        using var semaphore = new QSystemSemaphore("share", 1, QSystemSemaphoreMode.Create);
        if (!semaphore.Acquire())
        {
            Console.Error.WriteLine(semaphore.ErrorString);
            return;
        }

        semaphore.Release();
    }
}
