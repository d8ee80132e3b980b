using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CustomerService.Framework.Tests")]
