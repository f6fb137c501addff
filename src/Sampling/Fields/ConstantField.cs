namespace Evenhand.Sampling.Fields;

/// <summary>Always the same JSON.</summary>
internal sealed class ConstantField(string name, byte[] json) : Field(name)
{
    public override long Draw(ref Draft draft) => 0;

    public override void Write(long value, in Draft draft, Utf8Lines lines) => lines.Add(json);
}
