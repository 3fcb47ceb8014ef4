// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Model;

/// <summary>What one actor may still see.</summary>
/// <param name="Current">What its reads see at least.</param>
/// <param name="Acquired">What its reads will see after a read barrier.</param>
/// <param name="Released">What its plain writes carry along: what it saw at its last write barrier.</param>
internal readonly record struct Outlook(View Current, View Acquired, View Released)
{
    /// <summary>Looks from one view.</summary>
    public static Outlook From(View view) => new(view, view, view);

    /// <summary>Learns of a value.</summary>
    public Outlook Learn(int word, Message message, bool acquires)
    {
        var acquired = Acquired.With(word, message.Time).Join(message.View);
        var current = Current.With(word, message.Time);
        return new(acquires ? current.Join(message.View) : current, acquired, Released);
    }
}
