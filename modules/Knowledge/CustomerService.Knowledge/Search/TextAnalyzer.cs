using System.Text;

namespace CustomerService.Knowledge.Search;

internal enum TermKind
{
    /// <summary>A Latin word, a number, an order number.</summary>
    Word,

    /// <summary>Two neighbouring characters of a script without spaces.</summary>
    Pair,

    /// <summary>One character of such a script, standing alone.</summary>
    Single,

    /// <summary>One character out of a longer run: finds little, but helps to rank.</summary>
    Part,

    /// <summary>A word that nearly every sentence has.</summary>
    Stop,
}

/// <param name="Start">Where it stands in the text.</param>
internal readonly record struct TextTerm(string Term, TermKind Kind, int Start, int Length)
{
    public bool IsStrong => Kind is TermKind.Word or TermKind.Pair or TermKind.Single;
}

/// <summary>
/// Cuts text into terms, in the same way for indexing and for asking: width, case and traditional characters folded,
/// scripts without spaces as single characters
/// and pairs, English words stemmed, numbers and order numbers whole. Every character is folded on its own, so that places stay places.
/// </summary>
internal static class TextAnalyzer
{
    private const int MaxTerm = 40;

    private static readonly HashSet<string> StopWords =
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "couldnt",
        "cant",
        "did",
        "didnt",
        "do",
        "dont",
        "doesnt",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "she",
        "he",
        "should",
        "so",
        "some",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "im",
        "ive",
        "id",
        "am",
        "any",
        "please",
        "just",
        "about",
    ];

    private static readonly HashSet<string> StopStems = [.. StopWords.Select(EnglishStemmer.Stem)];

    /// <summary>Characters that hold sentences together: a pair with one of them says little of what is asked.</summary>
    private static readonly HashSet<char> FunctionCharacters =
    [
        .. "的了吗呢吧啊么们我你您他她它是在和与或也都就很还又把被让给这那哪啥怎请",
    ];

    private static readonly HashSet<string> FunctionPairs =
    [
        "如何",
        "可以",
        "是否",
        "能否",
        "可否",
        "请问",
        "没有",
        "有没",
        "不是",
        "一个",
        "一下",
        "什么",
        "为什",
        "为何",
        "怎么",
        "么办",
        "怎样",
        "哪些",
        "哪里",
        "问题",
        "问下",
        "知道",
        "想问",
        "咨询",
        "一些",
        "进行",
        "需要",
        "应该",
        "时候",
    ];

    private static readonly HashSet<string> PlainTerms =
    [
        .. HanTables.Lines("plain-words.txt").SelectMany(l => l.Split(' ')).Select(w => w[0] > 0x7F ? w : EnglishStemmer.Stem(w)),
    ];

    /// <summary>Whether it seldom tells one answer from another.</summary>
    public static bool IsPlain(string term) => PlainTerms.Contains(term);

    public static bool SaysLittle(string term) =>
        term.Length == 2 && term[0] > 0x7F
            ? FunctionPairs.Contains(term) || FunctionCharacters.Contains(term[0]) || FunctionCharacters.Contains(term[1])
            : StopStems.Contains(term);

    public static List<TextTerm> Analyze(string text)
    {
        var terms = new List<TextTerm>();
        var position = 0;
        while (position < text.Length)
        {
            var c = Fold(text[position]);
            if (IsIdeograph(c))
            {
                position = ReadIdeographs(text, position, terms);
            }
            else if (IsWordCharacter(c))
            {
                position = ReadWord(text, position, terms);
            }
            else
            {
                position++;
            }
        }

        return terms;
    }

    /// <summary>Small letter, half width, without accents, simplified; one character in, one out.</summary>
    public static char Fold(char c)
    {
        if (c < 0x80)
        {
            return char.ToLowerInvariant(c);
        }

        if (c is >= '\uFF01' and <= '\uFF5E')
        {
            return char.ToLowerInvariant((char)(c - 0xFEE0));
        }

        if (c is '\u3000' or '\u00A0')
        {
            return ' ';
        }

        if (c >= '\u2E80')
        {
            return HanTables.Fold(c);
        }

        return c is >= '\u00C0' and <= '\u024F'
            ? char.ToLowerInvariant(c.ToString().Normalize(NormalizationForm.FormD)[0])
            : char.ToLowerInvariant(c);
    }

    /// <summary>Scripts that are written without spaces: Han, kana, Hangul.</summary>
    private static bool IsIdeograph(char c) =>
        c
            is (>= '\u3400' and <= '\u4DBF')
                or (>= '\u4E00' and <= '\u9FFF')
                or (>= '\uF900' and <= '\uFAFF')
                or (>= '\u3040' and <= '\u30FF')
                or (>= '\uAC00' and <= '\uD7AF')
                or '\u3005'
                or '\u3007';

    private static int ReadIdeographs(string text, int start, List<TextTerm> terms)
    {
        var end = start;
        while (end < text.Length && IsIdeograph(Fold(text[end])))
        {
            end++;
        }

        var c = Fold(text[start]);
        for (var i = start; i < end; i++)
        {
            terms.Add(new TextTerm(Shared.Of(c), end - start == 1 ? TermKind.Single : TermKind.Part, i, 1));
            if (i + 1 < end)
            {
                var next = Fold(text[i + 1]);
                terms.Add(new TextTerm(Shared.Of(c, next), TermKind.Pair, i, 2));
                c = next;
            }
        }

        return end;
    }

    private static int ReadWord(string text, int start, List<TextTerm> terms)
    {
        var parts = new List<(int Start, int End)>();
        var end = start;
        while (end < text.Length && IsWordCharacter(Fold(text[end])))
        {
            var partStart = end;
            while (end < text.Length && (IsWordCharacter(Fold(text[end])) || IsApostrophe(text, end)))
            {
                end++;
            }

            parts.Add((partStart, end));
            if (end + 1 < text.Length && Fold(text[end]) is '-' or '_' or '/' or '.' && IsWordCharacter(Fold(text[end + 1])))
            {
                end++;
            }
        }

        foreach (var (partStart, partEnd) in parts)
        {
            Add(Letters(text, partStart, partEnd), partStart, partEnd);
        }

        if (parts.Count > 1 && text.AsSpan(start, end - start).ContainsAnyInRange('0', '9'))
        {
            Add(Letters(text, start, end), start, end);
        }

        return end;

        void Add(string letters, int from, int to)
        {
            if (letters.Length > 0)
            {
                terms.Add(
                    new TextTerm(
                        Cut(EnglishStemmer.Stem(letters)),
                        StopWords.Contains(letters) ? TermKind.Stop : TermKind.Word,
                        from,
                        to - from
                    )
                );
            }
        }
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) && !IsIdeograph(c);

    private static bool IsApostrophe(string text, int at) =>
        text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]) && !IsIdeograph(text[at + 1]);

    private static string Letters(string text, int start, int end)
    {
        var letters = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            var c = Fold(text[i]);
            if (text[i] is '\'' or '’' && end - i == 2 && Fold(text[i + 1]) == 's')
            {
                break;
            }

            if (char.IsLetterOrDigit(c))
            {
                letters.Append(c);
            }
        }

        return letters.ToString();
    }

    private static string Cut(string term) => term.Length <= MaxTerm ? term : term[..MaxTerm];

    /// <summary>
    /// Strings of one and two characters, made once for most texts: they are nearly all that analyzing Chinese
    /// allocates. Threads may race here; what is found is looked at.
    /// </summary>
    private static class Shared
    {
        private const int Slots = 1 << 17;

        private static readonly string?[] Singles = new string?[char.MaxValue + 1];
        private static readonly string?[] Pairs = new string?[Slots];

        public static string Of(char c) => Singles[c] ??= c.ToString();

        public static string Of(char first, char second)
        {
            var slot = (int)(((uint)first * 0x9E3779B1u + second * 0x85EBCA6Bu) >> 15) & (Slots - 1);
            return Pairs[slot] is { } known && known[0] == first && known[1] == second ? known : Pairs[slot] = new string([first, second]);
        }
    }
}
