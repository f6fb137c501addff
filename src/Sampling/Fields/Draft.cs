namespace Evenhand.Sampling.Fields;

/// <summary>An event while it is drawn and written.</summary>
internal ref struct Draft
{
    public SampleAccount Account;

    /// <summary>Milliseconds since the period's start.</summary>
    public long Time;

    /// <summary>The values of the event's fields, in their order, and those of nested ones behind them.</summary>
    public Span<long> Values;

    /// <summary>What the event that this one follows has handed on.</summary>
    public ReadOnlySpan<long> Carried;

    /// <summary>The number of the event that this one follows.</summary>
    public int ParentNumber;
}
