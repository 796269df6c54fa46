/**
 * Checkpoints: files of named tensors in the safetensors layout, written durably and checked fully when read. They
 * hold data alone: reading one never creates objects of classes that the file names.
 *
 * <h2>Format, version 1</h2>
 * All numbers are little-endian.
 * <ol>
 *   <li>8 bytes: the length of the header, unsigned, at most 4 MiB.
 *   <li>The header, a JSON object in UTF-8 padded with spaces to a multiple of 8 bytes. {@code "__metadata__"} holds
 *       an object of strings; every other key is a tensor's name and holds {@code {"dtype": "F32", "shape": [3, 4],
 *       "data_offsets": [begin, end]}}, offsets counted from the end of the header. A type is {@code F32}, {@code F64}
 *       or {@code I64}; a scalar has the shape {@code []}; no dimension is 0.
 *   <li>The tensors, row by row, in the order of the header, without gaps, to the end of the file. Types of 8 bytes
 *       stand before those of 4, so each tensor is aligned; among equals, names are sorted.
 * </ol>
 *
 * <p>Two keys of the metadata are the format's own: {@code "mae4j.version"}, which is {@code "1"}, and
 * {@code "mae4j.sha256"}, the SHA-256 of the whole file as it is with 64 zeros in the place of these 64 hexadecimal
 * digits.
 *
 * <h2>What files hold</h2>
 * A model ({@code *-best}, {@code *-last}) has a tensor for each parameter, by its name, and as metadata {@code step},
 * {@code epoch}, the figure on validation by its name, and the settings of the architecture as {@code model.KEY}.
 *
 * <p>A training under way ({@code *-state}) has three tensors for each: {@code parameters.NAME},
 * {@code firstMoments.NAME} and {@code secondMoments.NAME} of AdamW. All that is random is a function of seeds and
 * counters, so the metadata has the rest: {@code training}, the version of this list, {@code "1"}; {@code step}, steps
 * done; {@code epoch}, epochs whose end was reported (steps beyond them are the position in the next); {@code lossSum}
 * and {@code lossCount} of the current epoch; {@code skipped} steps; {@code bestEpoch} and {@code bestValue} on
 * validation; {@code rows} that the stage has in {@code metrics.csv}; {@code seconds} and {@code stepSeconds} of
 * training; and each setting as {@code settings.KEY}. Numbers are written so that they read back as the same bits.
 *
 * <h2>Reading one in Python</h2>
 * The safetensors library reads these files; so does numpy alone:
 * <pre>{@code
 * import hashlib, json, numpy
 * raw = open("model.safetensors", "rb").read()
 * start = 8 + int.from_bytes(raw[:8], "little")
 * header = json.loads(raw[8:start])
 * metadata = header.pop("__metadata__")
 * digest = metadata["mae4j.sha256"].encode()
 * assert hashlib.sha256(raw.replace(digest, b"0" * 64, 1)).hexdigest().encode() == digest
 * types = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}
 * tensors = {name: numpy.frombuffer(raw[start:][slice(*t["data_offsets"])], types[t["dtype"]]).reshape(t["shape"])
 *            for name, t in header.items()}
 * }</pre>
 *
 * <h2>Versions of a file</h2>
 * A new version is written as {@code NAME.tmp} and synced, then the old one becomes {@code NAME.previous}, then the
 * new one {@code NAME}, then the directory is synced. So whenever the process is killed, one of the three is whole.
 * {@link org.mae4j.checkpoint.TensorFile#openOrPrevious} finds the newest that is; the digest tells.
 */
package org.mae4j.checkpoint;
