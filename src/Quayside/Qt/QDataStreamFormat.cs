// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <summary>What the two ends of a QDataStream must agree on, since the stream itself does not say it.</summary>
/// <remarks>Immutable, so safe for use by several threads.</remarks>
public sealed record QDataStreamFormat
{
    /// <summary>Gets what a program built with the newest Qt uses when it sets nothing.</summary>
    public static QDataStreamFormat Default { get; } = new();

    /// <summary>Gets the encoding's version; <see cref="QDataStreamVersion.Qt_6_11"/> if not set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is none that Qt 4.0 to 6.11 know.</exception>
    public QDataStreamVersion Version
    {
        get;
        init => field = value is >= QDataStreamVersion.Qt_4_0 and <= QDataStreamVersion.Qt_6_11
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, "The QDataStream version must be one of Qt_4_0 (7) to Qt_6_11 (24).");
    } = QDataStreamVersion.Qt_6_11;

    /// <summary>Gets the order of the bytes of a number; <see cref="QDataStreamByteOrder.BigEndian"/> if not set.</summary>
    public QDataStreamByteOrder ByteOrder { get; init; } = QDataStreamByteOrder.BigEndian;

    /// <summary>Gets how many bytes floats have; <see cref="QDataStreamFloatingPointPrecision.DoublePrecision"/> if not set.</summary>
    public QDataStreamFloatingPointPrecision FloatingPointPrecision { get; init; } =
        QDataStreamFloatingPointPrecision.DoublePrecision;

    /// <summary>Gets whether the least significant byte comes first.</summary>
    internal bool IsLittleEndian => ByteOrder == QDataStreamByteOrder.LittleEndian;

    /// <summary>Gets whether lengths of 4 GiB and more have eight bytes behind the mark 0xFFFFFFFE (Qt 6.7).</summary>
    internal bool HasLongLengths => Version >= QDataStreamVersion.Qt_6_7;

    /// <summary>Gets the number of bytes a float has.</summary>
    internal int SingleSize => Version < QDataStreamVersion.Qt_4_6 ? sizeof(float) : FloatSize;

    /// <summary>Gets the number of bytes a double has.</summary>
    internal int DoubleSize => Version < QDataStreamVersion.Qt_4_6 ? sizeof(double) : FloatSize;

    private int FloatSize =>
        FloatingPointPrecision == QDataStreamFloatingPointPrecision.SinglePrecision ? sizeof(float) : sizeof(double);
}
