// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Numerics;

namespace Quayside.Imaging.Png;

/// <summary>Guesses a row's bytes from those before and above them, so many at a time. A filter keeps what the guess misses.</summary>
/// <remarks>Source: the PNG specification (third edition), 9.2 "Filter types for filter method 0".</remarks>
internal interface IPredictor
{
    /// <summary>Gets the number of the filter.</summary>
    static abstract byte Filter { get; }

    /// <summary>Guesses.</summary>
    /// <param name="left">The bytes one pixel before.</param>
    /// <param name="up">Those of the row above.</param>
    /// <param name="upLeft">Those one pixel before these.</param>
    static abstract Vector<byte> Predict(Vector<byte> left, Vector<byte> up, Vector<byte> upLeft);
}

/// <summary>Guesses that nothing changes from left to right.</summary>
internal readonly struct SubPredictor : IPredictor
{
    /// <inheritdoc/>
    public static byte Filter => 1;

    /// <inheritdoc/>
    public static Vector<byte> Predict(Vector<byte> left, Vector<byte> up, Vector<byte> upLeft) => left;
}

/// <summary>Guesses that nothing changes from above to below.</summary>
internal readonly struct UpPredictor : IPredictor
{
    /// <inheritdoc/>
    public static byte Filter => 2;

    /// <inheritdoc/>
    public static Vector<byte> Predict(Vector<byte> left, Vector<byte> up, Vector<byte> upLeft) => up;
}

/// <summary>Guesses the average of left and above, rounded down.</summary>
internal readonly struct AveragePredictor : IPredictor
{
    /// <inheritdoc/>
    public static byte Filter => 3;

    /// <inheritdoc/>
    public static Vector<byte> Predict(Vector<byte> left, Vector<byte> up, Vector<byte> upLeft) => (left & up) + ((left ^ up) >>> 1);
}

/// <summary>Guesses whichever of left, above and the corner between is nearest to left + above - corner.</summary>
internal readonly struct PaethPredictor : IPredictor
{
    /// <inheritdoc/>
    public static byte Filter => 4;

    /// <inheritdoc/>
    public static Vector<byte> Predict(Vector<byte> left, Vector<byte> up, Vector<byte> upLeft)
    {
        // How far each is from that sum; the third distance is the sum of the others, or what they differ by, as their signs say. A sum that
        // does not fit a byte is never the least one, so it need not be known.
        var toLeft = Vector.Max(up, upLeft) - Vector.Min(up, upLeft);
        var toUp = Vector.Max(left, upLeft) - Vector.Min(left, upLeft);
        var isBetween = Vector.GreaterThanOrEqual(up, upLeft) ^ Vector.GreaterThanOrEqual(left, upLeft);
        var toCorner = Vector.ConditionalSelect(isBetween, Vector.Max(toLeft, toUp) - Vector.Min(toLeft, toUp), Vector<byte>.AllBitsSet);
        var leftOrUp = Vector.ConditionalSelect(Vector.LessThanOrEqual(toLeft, toUp), left, up);
        return Vector.ConditionalSelect(Vector.LessThanOrEqual(Vector.Min(toLeft, toUp), toCorner), leftOrUp, upLeft);
    }
}
