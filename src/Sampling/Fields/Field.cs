using System.Text;

namespace Evenhand.Sampling.Fields;

/// <summary>
/// One field of an event's data. A value is drawn first and written afterwards, so that events can be counted without
/// being written. What the number means is the field's own affair: an amount, a place in a pool, a choice.
/// </summary>
internal abstract class Field(string name)
{
    /// <summary>The event stands without this field.</summary>
    public const long Absent = long.MinValue;

    /// <summary>The event cannot happen: what it would refer to does not exist yet.</summary>
    public const long Impossible = long.MinValue + 1;

    public string Name { get; } = name;

    /// <summary>The name as it stands in JSON behind another field.</summary>
    public byte[] Label { get; } = [(byte)',', .. Utf8Lines.Quote(name), (byte)':'];

    /// <summary>True when other events may refer to what this one makes or removes.</summary>
    public virtual bool ChangesPool => false;

    /// <summary>For a number, the decimals of the unit that its values count.</summary>
    public virtual int Decimals => 0;

    public abstract long Draw(ref Draft draft);

    public abstract void Write(long value, in Draft draft, Utf8Lines lines);

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
