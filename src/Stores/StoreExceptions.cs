namespace Evenhand.Stores;

/// <summary>What a store fails with: the world failed, and the message says what is wrong, for people. It may be tried again.</summary>
public class StoreException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether all that is wrong is that there is no room.</summary>
    public bool LacksRoom { get; init; }
}

/// <summary>What is added to an upload in parts does not follow what is there.</summary>
/// <param name="length">How many bytes are there.</param>
public sealed class WrongOffsetException(long length)
    : StoreException($"the upload has {length} bytes; go on from there")
{
    /// <summary>How many bytes are there.</summary>
    public long Length => length;
}

/// <summary>Bytes lie on the cold side of the store and cannot be read until they are brought back.</summary>
public sealed class ColdException() : StoreException("the bytes lie on the store's cold side");
