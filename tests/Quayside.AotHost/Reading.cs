// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.AotHost;

/// <summary>A value with fields of several sizes and kinds, declared in an order that no sorting would give.</summary>
internal struct Reading
{
    public int Number;
    public bool IsValid;
    private readonly double _temperature;
    public DayOfWeek Day;
    public Guid Source;

    public Reading(int number, double temperature)
    {
        Number = number;
        _temperature = temperature;
        IsValid = true;
        Day = DayOfWeek.Friday;
        Source = new Guid(number, 0, 0, new byte[8]);
    }

    public readonly double Temperature => _temperature;

    public long Count { get; set; }
}
