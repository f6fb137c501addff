namespace Evenhand.Core.Stream;

/// <summary>Is told of names that the catalogue does not know, and of values that are none of theirs, as events are read.</summary>
public interface IOddNames
{
    /// <summary>An event type.</summary>
    void Type(ReadOnlySpan<char> name);

    /// <summary>A field of a known type.</summary>
    void Field(EventType type, ReadOnlySpan<byte> name);

    /// <summary>A value that is not what the field of a known type is.</summary>
    void Value(EventType type, Field field, ReadOnlySpan<byte> value) { }

    /// <summary>An attribute of an event of a known type that looks like its data, or a field of it.</summary>
    void Attribute(EventType type, ReadOnlySpan<byte> name);
}
