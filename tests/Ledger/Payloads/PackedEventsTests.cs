using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using Record = Evenhand.Core.Stream.Record;

namespace Evenhand.Tests.Ledger.Payloads;

public class PackedEventsTests
{
    private const long Seed = 4711;
    private static readonly Catalogue Catalogue = Published.Shelf.Catalogue;

    [Fact]
    public void Every_event_of_the_cases_comes_back_as_it_was_parsed()
    {
        var parsed = Parsed(CaseLines());
        var sources = parsed.Sources;

        foreach (var account in parsed.ByAccount())
        {
            var packer = new EventPacker(0, sources);
            foreach (var offset in account)
                packer.Add(parsed.Batch, offset);
            packer.Count.ShouldBe(account.Count());
            packer.First.ShouldBe(account.Min(at => Record.Head(parsed.Batch, at).Time));
            packer.Last.ShouldBe(account.Max(at => Record.Head(parsed.Batch, at).Time));
            var payload = packer.Take();
            packer.Count.ShouldBe(0);

            var back = Unpacked(payload, account.Key, sources, 1000);

            var offsets = Offsets(back).ToList();
            offsets.Count.ShouldBe(account.Count());
            foreach (var (was, now) in account.Zip(offsets))
            {
                Record.SameContent(parsed.Batch, was, back, now).ShouldBeTrue();
                ref readonly var a = ref Record.Head(parsed.Batch, was);
                ref readonly var b = ref Record.Head(back, now);
                (b.Key, b.Source, b.Length, b.File).ShouldBe(
                    (a.Key, a.Source, a.Length, (ushort)0)
                );
            }
            offsets
                .Select(at => Record.Head(back, at).Line)
                .ShouldBe(Enumerable.Range(1000, offsets.Count));
        }
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData(",\"sequence\":\"00042\"", 4)]
    [InlineData(",\"sequence\":null", 2)]
    [Trait("fault", "E32")]
    public void A_sequence_comes_back_and_raises_the_version_only_where_there_is_one(
        string more,
        byte version
    )
    {
        var accounts = new NameTable(Seed);
        var sources = new NameTable(Seed);
        var parser = new EventParser(Catalogue, accounts, sources, Seed);
        var output = new RecordWriter();
        string Line(string id, string more) =>
            $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"s","type":"api.called","time":"2026-01-01T00:00:00Z","subject":"acme"{{{more}}},"data":{"count":3}}""";
        foreach (var line in new[] { Line("1", ""), Line("2", more), Line("3", "") })
            parser.TryParse(Encoding.UTF8.GetBytes(line), 0, 1, output, out _).ShouldBeTrue();
        var batch = output.Take();
        var packer = new EventPacker(0, sources, accounts, Seed);
        foreach (var offset in Offsets(batch))
            packer.Add(batch, offset);
        var payload = packer.Take();
        payload[0].ShouldBe(version);
        PayloadMark.In(payload).ShouldBe(PayloadMark.Of("acme"u8, Seed));
        var back = Unpacked(payload, 1, sources, 0);
        foreach (var (was, now) in Offsets(batch).Zip(Offsets(back)))
        {
            Record.SameContent(batch, was, back, now).ShouldBeTrue();
            Record.Sequence(back, now).ToArray().ShouldBe(Record.Sequence(batch, was).ToArray());
        }
        // What is packed next says nothing of it any more.
        packer.Add(batch, 0);
        packer.Take()[0].ShouldBe((byte)2);
    }

    [Fact]
    public void A_payload_with_any_byte_changed_or_cut_off_is_refused_or_read_but_never_breaks_the_reader()
    {
        var parsed = Parsed(CaseLines().Take(40));
        var packer = new EventPacker(0, parsed.Sources);
        foreach (var offset in Offsets(parsed.Batch))
            packer.Add(parsed.Batch, offset);
        var payload = packer.Take();

        var refused = 0;
        for (var i = 0; i < payload.Length; i++)
        {
            refused += Refused(payload.AsSpan(0, i).ToArray());
            foreach (byte mask in (byte[])[1, 0x80, 0xFF])
            {
                var changed = payload.ToArray();
                changed[i] ^= mask;
                refused += Refused(changed);
            }
        }

        refused.ShouldBeGreaterThan(payload.Length);

        int Refused(byte[] bytes)
        {
            var output = new RecordWriter();
            output.Long(1);
            try
            {
                new EventUnpacker(Schemas(), new NameTable(Seed), Seed).Unpack(bytes, 1, 0, output);
                return 0;
            }
            catch (DamagedLedgerException)
            {
                output.Length.ShouldBe(8);
                return 1;
            }
        }
    }

    private static Schemas Schemas()
    {
        var schemas = new Schemas(Catalogue);
        schemas.Add(Evenhand.Ledger.Payloads.Schemas.Describe(Catalogue)).ShouldBe(0);
        return schemas;
    }

    private static byte[] Unpacked(byte[] payload, int account, NameTable sources, long sequence)
    {
        var output = new RecordWriter();
        new EventUnpacker(Schemas(), sources, Seed).Unpack(payload, account, sequence, output);
        return output.Take();
    }

    private static IEnumerable<byte[]> CaseLines() =>
        Directory
            .EnumerateFiles(RepositoryFile.PathOf("tests/Cases"), "*.ndjson")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(Encoding.UTF8.GetBytes);

    private static ParsedBatch Parsed(IEnumerable<byte[]> lines)
    {
        var sources = new NameTable(Seed);
        var parser = new EventParser(Catalogue, new NameTable(Seed), sources, Seed);
        var output = new RecordWriter();
        var line = 0;
        foreach (var json in lines)
            parser.TryParse(json, 3, ++line, output, out _);
        return new(output.Take(), sources);
    }

    private static IEnumerable<int> Offsets(byte[] batch)
    {
        for (var at = 0; at < batch.Length; at += Record.Head(batch, at).Length)
            yield return at;
    }

    private sealed record ParsedBatch(byte[] Batch, NameTable Sources)
    {
        public ILookup<int, int> ByAccount() =>
            Offsets(Batch).ToLookup(at => Record.Head(Batch, at).Account);
    }
}
