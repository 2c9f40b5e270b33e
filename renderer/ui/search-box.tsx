import type { FC, KeyboardEvent } from 'react';
import { useId, useMemo, useRef, useState } from 'react';

export interface SearchOption {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** Said at the right, for example "already in the list". */
  readonly mark?: string;
}

interface SearchBoxProps {
  readonly label: string;
  readonly placeholder: string;
  readonly nothingFound: string;
  readonly search: (query: string) => readonly SearchOption[];
  readonly onChoose: (id: string) => void;
}

/** A text field with a list of what it finds: arrows move, Enter chooses, Escape leaves. Stays open for more. */
export const SearchBox: FC<SearchBoxProps> = ({ label, placeholder, nothingFound, search, onChoose }) => {
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const options = useMemo(() => (query.trim() === '' ? [] : search(query)), [query, search]);
  const isOpen = query.trim() !== '';
  const marked = options[Math.min(place, options.length - 1)];

  const choose = (option: SearchOption): void => {
    onChoose(option.id);
    setQuery('');
    setPlace(0);
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // While a Hangul syllable is being composed, Enter and arrows belong to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && marked !== undefined) choose(marked);
    else if (event.key === 'Escape' && isOpen) setQuery('');
    else if (event.key === 'ArrowDown') setPlace(Math.min(options.length - 1, place + 1));
    else if (event.key === 'ArrowUp') setPlace(Math.max(0, place - 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className="search-box"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setQuery('');
      }}
    >
      <div className="input">
        <input
          ref={input}
          className="input__text"
          role="combobox"
          aria-label={label}
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && marked !== undefined ? `${listId}-${marked.id}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {isOpen && (
        <ul className="search-box__list" id={listId} role="listbox" aria-label={label}>
          {options.map((option) => (
            <li
              key={option.id}
              id={`${listId}-${option.id}`}
              role="option"
              aria-selected={option === marked}
              className="search-box__option"
              onPointerDown={(event) => {
                event.preventDefault();
                choose(option);
              }}
            >
              <span className="search-box__title">{option.title}</span>
              <span className="search-box__detail">{option.detail}</span>
              <span className="search-box__detail">{option.mark}</span>
            </li>
          ))}
          {options.length === 0 && <li className="search-box__none">{nothingFound}</li>}
        </ul>
      )}
    </div>
  );
};
