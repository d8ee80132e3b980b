using System.Text.RegularExpressions;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CustomerService.Framework.Markup;

/// <summary>
/// Where Markdown would take ordinary writing for marks: paths, dates, measures, signatures, identifiers. What is meant
/// by them is what is typed.
/// </summary>
internal static class MarkdownSyntax
{
    /// <param name="isMessage">
    /// A message is typed, not laid out: no underlined headings, and no definitions of links, which would swallow lines
    /// such as <c>[error]: timeout</c>.
    /// </param>
    public static MarkdownPipelineBuilder UsePlainWriting(this MarkdownPipelineBuilder builder, bool isMessage)
    {
        builder.BlockParsers.Replace<ParagraphBlockParser>(isMessage ? new TypedParagraphParser() : new LaidOutParagraphParser());
        builder.BlockParsers.Find<ListBlockParser>()!.ItemParsers.Replace<NumberedListItemParser>(new NumberedItemParser());
        builder.InlineParsers.Replace<EscapeInlineParser>(new PathInlineParser());
        builder.InlineParsers.Insert(0, new WebAddressInlineParser());
        builder.InlineParsers.Insert(0, new BareMarkInlineParser());
        return builder;
    }
}

/// <summary>The lines of a message: none of them turns the one above into a heading, none disappears.</summary>
internal sealed class TypedParagraphParser : ParagraphBlockParser
{
    public TypedParagraphParser() => ParseSetextHeadings = false;

    public override bool Close(BlockProcessor processor, Block block)
    {
        if (block is ParagraphBlock { Lines.Count: > 0 } paragraph)
        {
            ref var lines = ref paragraph.Lines;
            for (var i = 0; i < lines.Count; i++)
            {
                lines.Lines[i].Slice.TrimStart();
            }

            lines.Lines[lines.Count - 1].Slice.TrimEnd();
        }

        return true;
    }
}

/// <summary>An article may underline its headings, but not by the one or two dashes before a signature.</summary>
internal sealed partial class LaidOutParagraphParser : ParagraphBlockParser
{
    private readonly ParagraphBlockParser _plain = new() { ParseSetextHeadings = false };

    public override BlockState TryContinue(BlockProcessor processor, Block block) =>
        ShortUnderline().IsMatch(processor.Line.ToString()) ? _plain.TryContinue(processor, block) : base.TryContinue(processor, block);

    [GeneratedRegex(@"^ {0,3}(-{1,2}|=)[ \t]*$")]
    private static partial Regex ShortUnderline();
}

/// <summary>"2026. 5. 12." and "5. 12. 2026" are dates.</summary>
internal sealed partial class NumberedItemParser : NumberedListItemParser
{
    /// <summary>Nobody counts a thousand points by hand, but years are written everywhere.</summary>
    private const int MaxDigits = 3;

    public override bool TryParse(BlockProcessor state, char pendingBulletType, out ListInfo result) =>
        base.TryParse(state, pendingBulletType, out result)
        && result.OrderedStart?.Length <= MaxDigits
        && !NextNumber().IsMatch(state.Line.ToString());

    [GeneratedRegex(@"^[ \t]*[0-9]{1,9}[.)]([ \t]|$)")]
    private static partial Regex NextNumber();
}

/// <summary>
/// A backslash that escapes a mark, as Markdown has it, unless its line shows a path (<c>C:\</c>, <c>\\server</c>) or has
/// one before a letter or digit: there each is meant as it stands.
/// </summary>
internal sealed partial class PathInlineParser : EscapeInlineParser
{
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (!LineOf(processor, slice).IsPath)
        {
            return base.Match(processor, ref slice);
        }

        // The mark behind it is meant as it stands, too.
        var end = slice.PeekChar().IsAsciiPunctuation() ? slice.Start + 1 : slice.Start;
        processor.Inline = new LiteralInline(new StringSlice(slice.Text, slice.Start, end))
        {
            Span = new SourceSpan(processor.GetSourcePosition(slice.Start, out var line, out var column), processor.GetSourcePosition(end)),
            Line = line,
            Column = column,
        };
        slice.Start = end + 1;
        return true;
    }

    /// <summary>Kept with what is being parsed: a line of backslashes is not read again for each of them.</summary>
    private Line LineOf(InlineProcessor processor, StringSlice slice)
    {
        if (processor.ParserStates[Index] is Line known && known.Has(slice))
        {
            return known;
        }

        var start = slice.Start == 0 ? 0 : slice.Text.LastIndexOf('\n', slice.Start - 1) + 1;
        var end = slice.Text.IndexOf('\n', slice.Start) is var found and >= 0 ? found : slice.Text.Length;
        var line = new Line(slice.Text, start, end, Path().IsMatch(slice.Text.AsSpan(start, end - start)));
        processor.ParserStates[Index] = line;
        return line;
    }

    private sealed record Line(string Text, int Start, int End, bool IsPath)
    {
        public bool Has(StringSlice slice) => ReferenceEquals(Text, slice.Text) && slice.Start >= Start && slice.Start < End;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])[A-Za-z]:\\|\\[\p{L}\p{N}]|%\\")]
    private static partial Regex Path();
}

/// <summary>Links what <see cref="WebAddresses"/> finds, before its underscores and stars are taken for emphasis.</summary>
internal sealed class WebAddressInlineParser : InlineParser
{
    public WebAddressInlineParser() => OpeningCharacters = ['h', 'H', 'w', 'W'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var length = WebAddresses.LengthAt(slice.Text, slice.Start);
        if (length == 0 || slice.Start + length - 1 > slice.End)
        {
            return false;
        }

        var words = new StringSlice(slice.Text, slice.Start, slice.Start + length - 1);
        var span = new SourceSpan(
            processor.GetSourcePosition(words.Start, out var line, out var column),
            processor.GetSourcePosition(words.End)
        );
        var link = new LinkInline(WebAddresses.Target(words.ToString()), "")
        {
            Span = span,
            Line = line,
            Column = column,
            IsClosed = true,
            IsAutoLink = true,
        };
        link.AppendChild(
            new LiteralInline(words)
            {
                Span = span,
                Line = line,
                Column = column,
                IsClosed = true,
            }
        );
        processor.Inline = link;
        slice.Start += length;
        return true;
    }
}

/// <summary>Stars between digits multiply ("10*20*30 cm"); underscores beside code or in addresses belong to a name.</summary>
internal sealed class BareMarkInlineParser : InlineParser
{
    /// <summary>As with paths: hostile lines must not be read again for each mark.</summary>
    private const int MaxName = 100;

    public BareMarkInlineParser() => OpeningCharacters = ['*', '_'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var mark = slice.CurrentChar;
        var before = slice.PeekCharExtra(-1);
        if (before == mark)
        {
            return false;
        }

        var end = slice.Start;
        while (end < slice.End && slice.Text[end + 1] == mark)
        {
            end++;
        }

        var isBare =
            mark == '*'
                ? end == slice.Start && char.IsAsciiDigit(before) && char.IsAsciiDigit(At(slice, end + 1))
                : IsPartOfName(slice, end);
        if (!isBare)
        {
            return false;
        }

        processor.Inline = new LiteralInline(new StringSlice(slice.Text, slice.Start, end))
        {
            Span = new SourceSpan(processor.GetSourcePosition(slice.Start, out var line, out var column), processor.GetSourcePosition(end)),
            Line = line,
            Column = column,
        };
        slice.Start = end + 1;
        return true;
    }

    /// <summary>The whole name decides: <c>__init__.py</c> has its second mark, not its first, beside the dot.</summary>
    private static bool IsPartOfName(StringSlice slice, int end)
    {
        var (from, to) = (slice.Start, end + 1);
        while (slice.Start - from < MaxName && IsOfName(At(slice, from - 1)))
        {
            from--;
        }

        while (to - end < MaxName && IsOfName(At(slice, to)))
        {
            to++;
        }

        return At(slice, from - 1) is '.' or '/' or '\\' or '@' or '$' or '=' or '&' or '%'
            || At(slice, to) is '/' or '\\' or '@' or '$' or '=' or '('
            || (At(slice, to) is '.' or '-' && char.IsAsciiLetterOrDigit(At(slice, to + 1)));
    }

    private static bool IsOfName(char c) => c == '_' || char.IsAsciiLetterOrDigit(c);

    private static char At(StringSlice slice, int index) => index >= 0 && index <= slice.End ? slice.Text[index] : '\0';
}
