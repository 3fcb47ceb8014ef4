// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.ChatClient;

/// <summary>Something that is shown live: a picture that moves, or a camera.</summary>
internal interface ILiveSource : IDisposable
{
    /// <summary>Gets the word by which the page knows the source.</summary>
    string Name { get; }

    /// <summary>Publishes frames until there are no more, or it is to end. Draws nothing after its task has completed.</summary>
    /// <param name="publisher">Where to; this source's alone until its end.</param>
    /// <param name="end">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="QuaysideException">The frames cannot be published: another chat client does so, say.</exception>
    Task RunAsync(FramePublisher publisher, CancellationToken end);
}
